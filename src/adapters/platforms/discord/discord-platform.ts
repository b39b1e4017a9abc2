import { GatewayDispatchEvents, type GatewayDispatchPayload, MessageType } from 'discord-api-types/v10';
import { LRUCache } from 'lru-cache';
import type { NamedCommand } from '../../../core/commands/command-book.ts';
import { toBotError } from '../../../core/errors.ts';
import type { Platform, PlatformSetup } from '../../../core/ports/platform.ts';
import { createTypingLoop } from '../../../core/replies/typing-loop.ts';
import { createAlive } from './alive.ts';
import { createDiscordApi } from './api.ts';
import { fetchFromDiscord } from './attachments.ts';
import { createSeenMessages } from './catch-up.ts';
import { channelOf, foreignFacts, foreignUser, toRoomFacts } from './describe.ts';
import { createDoorkeeper } from './doorkeeper.ts';
import { createEditPace } from './edit-pace.ts';
import { isGone, notReached, toDiscordError } from './errors.ts';
import { createGateway, createRest } from './gateway.ts';
import { createHearing } from './hearing.ts';
import type { View } from './incoming.ts';
import { createInteractions } from './interactions.ts';
import { createOpenForms } from './open-forms.ts';
import { longestBody } from './outgoing.ts';
import { createOwnMessages } from './own-messages.ts';
import { createPeople } from './people.ts';
import { createRefusals } from './permissions.ts';
import { fetchPictures } from './pictures.ts';
import { createPlaces } from './places.ts';
import { publishToDiscord } from './publish-commands.ts';
import { readRef, snowflakeAt, toRef } from './refs.ts';
import type { DiscordSettings } from './settings.ts';
import { createShow } from './show.ts';
import { createSpeaking } from './speaking.ts';
import { createSurfaces } from './surfaces.ts';
import { tellMissingRights } from './tell-missing-rights.ts';
import { createThreads } from './threads.ts';

/** Discord remembers a nonce for the past few minutes. */
const nonceMs = 2 * 60_000;
/** Discord shows for ten seconds that somebody types. */
const typingMs = 8_000;
/** So many messages are looked through for one that a crashed run has sent. */
const searched = 50;
/** What Discord itself writes about a thread bears the name of whoever opened it: us. */
const threadLines: readonly MessageType[] = [MessageType.ThreadCreated, MessageType.ThreadStarterMessage];
/** The text a menu was opened on is at hand while it is being answered, and never kept. */
const quoteMs = 15 * 60_000;

/** Discord, through the official SDK's connection and REST client. */
export async function createDiscordPlatform(setup: PlatformSetup<DiscordSettings>): Promise<Platform> {
  const { settings, clock, logger, say, state } = setup;
  const access = { token: settings.DISCORD_TOKEN ?? '', api: settings.DISCORD_API_URL };
  const pace = createEditPace(clock);
  const rest = createRest({ ...access, clock, onEdit: (channel, news) => pace.observe(channel, news) });
  let applicationId = '';
  const api = createDiscordApi(rest, clock, () => applicationId);
  // Who we are decides under which account everything is kept, so it is asked before anything else.
  const [me, application] = await Promise.all([api.me(), api.application()]).catch((thrown: unknown) => {
    throw notReached(thrown);
  });
  applicationId = application.id;
  const account = `discord:${me.id}` as const;
  const name = me.global_name ?? me.username;

  const own = createOwnMessages(state, clock);
  const alive = createAlive(state, clock);
  const seen = createSeenMessages(state, clock, alive);
  const surfaces = createSurfaces({ api, clock, logger, state });
  const forms = createOpenForms({ state, clock, say });
  const refusals = createRefusals(clock);
  const people = createPeople();
  const quotes = new LRUCache<string, string>({ max: 200, ttl: quoteMs });
  const typing = createTypingLoop({ clock, everyMs: typingMs, show: (channel) => api.typing(channel) });
  let commands: readonly NamedCommand[] = [];
  let handlePacket: (packet: GatewayDispatchPayload) => void = () => undefined;
  let handleAllHere = (): void => undefined;
  const gateway = createGateway({
    ...access,
    logger,
    clock,
    content: settings.DISCORD_MESSAGE_CONTENT,
    flags: Number(application.flags ?? 0),
    onPacket: (packet) => handlePacket(packet),
    onAllHere: () => handleAllHere(),
    onRefused: (error) => (setup.fail === undefined ? void Promise.reject(error) : setup.fail(error)),
  });
  const places = createPlaces(api, gateway.place);
  const doorkeeper = createDoorkeeper({
    doors: { allow: settings.DISCORD_ALLOW ?? [], deny: settings.DISCORD_DENY ?? [] },
    logger,
    above: gateway.above,
    fetchChannel: api.channel,
    fetchMember: api.member,
  });
  const view: View = {
    account,
    self: { id: me.id, name },
    role: (guild, id) => (guild === undefined ? undefined : gateway.role(guild, id)),
    channel: (id) => places.known(id)?.name,
    locale: people.locale,
  };
  const onRefused = tellMissingRights({ api, logger, say, refusals, people });
  const threads = createThreads({
    api,
    own,
    places,
    logger,
    name,
    self: me.id,
    onRefused: (channel, missing) => onRefused(channel, undefined, missing),
  });
  const show = createShow({ api, logger, own, places, refusals, surfaces, onRefused });

  return {
    ...createSpeaking({ api, pace, places, show, surfaces, forms, threads, typing, say, name }),
    name: 'discord',
    account,
    facts: { maxLength: longestBody, dialect: 'markdown', keyLifetimeMs: nonceMs, confirms: false, rehearsals: false },

    isConnected: gateway.isOpen,

    async start(inbox, complete) {
      const fetchFile = fetchFromDiscord;
      const hearing = createHearing({
        api,
        clock,
        logger,
        say,
        inbox,
        view,
        places,
        seen,
        alive,
        doorkeeper,
        written: gateway.written,
        people,
        threads,
        fetchFile,
      });
      const takeInteraction = createInteractions({
        api,
        clock,
        logger,
        say,
        account,
        surfaces,
        forms,
        people,
        doorkeeper,
        fetchFile,
        inbox,
        complete,
        commands: () => commands,
        onQuote: (room, target, text) => quotes.set(`${room}\n${target}`, text),
      });
      handlePacket = (packet) => {
        if (packet.t === GatewayDispatchEvents.InteractionCreate) takeInteraction(packet.d);
        else hearing.take(packet);
      };
      handleAllHere = hearing.allHere;
      await Promise.all([alive.load(), own.prune(), surfaces.prune(), forms.prune()]);
      await gateway.open();
      logger.info('discord-ready', { content: gateway.hasContent() });
      process.stderr.write(`ready: discord as ${name}\n`);
    },

    async stop() {
      handlePacket = () => undefined;
      handleAllHere = () => undefined;
      typing.stopAll();
      pace.stop();
      await gateway.close();
      await seen.flush();
    },

    async find({ room }, { key, cause, since }) {
      const there = own.byKey(key);
      if (there !== undefined) return toRef(there);
      const question = cause === undefined ? undefined : readRef(cause);
      const here = channelOf(room);
      // Where its thread could not be opened it stands in the channel, as a reply to the question.
      for (const channel of new Set([here, question?.channel])) {
        if (channel === undefined) continue;
        const found = await api.messages(channel, { after: snowflakeAt(since - 5_000), limit: searched }).catch((thrown: unknown) => {
          // A thread that never opened, a place that is gone: there is nothing.
          if (isGone(thrown)) return [];
          throw toDiscordError(thrown);
        });
        const mine = found.filter(
          ({ author, type, message_reference: reference }) =>
            author.id === me.id && !threadLines.includes(type) && (channel === here || reference?.message_id === question?.message),
        );
        const message = await own.recognise(channel, mine, { key, cause: question?.message });
        if (message !== undefined) return toRef({ channel, message });
      }
      return undefined;
    },

    async describe(room) {
      const user = foreignUser(room);
      if (user !== undefined) return foreignFacts(user);
      const channel = channelOf(room);
      if (channel === undefined) return { kind: 'room', admins: [] };
      try {
        return toRoomFacts(await places.get(channel), people.admins(room));
      } catch (thrown) {
        logger.info('discord-place-unknown', { channel, code: toBotError(toDiscordError(thrown)).code });
        return { kind: 'room', admins: [] };
      }
    },

    async publishCommands(list) {
      commands = list;
      await publishToDiscord(list, { api, say, logger }).catch((thrown: unknown) => {
        throw toDiscordError(thrown);
      });
    },

    threadOn: threads.on,
    async pictures(_target, ref) {
      const place = readRef(ref);
      if (place === undefined) return [];
      // The addresses that came with the message are good for a day only.
      const { attachments } = await api.message(place.channel, place.message).catch((thrown: unknown) => {
        throw toDiscordError(thrown);
      });
      return fetchPictures(attachments, fetchFromDiscord);
    },

    quote: async ({ room }, ref) => quotes.get(`${room}\n${ref}`),
  };
}
