import { type APIMessage, GatewayDispatchEvents, type GatewayDispatchPayload } from 'discord-api-types/v10';
import { LRUCache } from 'lru-cache';
import { toBotError } from '../../../core/errors.ts';
import type { Inbox } from '../../../core/events/inbound-event.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { Alive } from './alive.ts';
import type { DiscordApi } from './api.ts';
import { type FetchFile, readAttachments } from './attachments.ts';
import type { SeenMessages } from './catch-up.ts';
import type { Doorkeeper, Knock } from './doorkeeper.ts';
import { createGaps, orWarn } from './fill-gaps.ts';
import type { WrittenPlace } from './gateway.ts';
import { type GivenMessage, type Heard, toDeletion, toEdit, toMessage, type View } from './incoming.ts';
import type { People } from './people.ts';
import { canRead } from './permissions.ts';
import type { Places } from './places.ts';
import { timeOf } from './refs.ts';
import type { Say } from './say.ts';
import type { Threads } from './threads.ts';

/** So many messages' authors are remembered: Discord does not tell whose message was deleted. */
const remembered = 20_000;

export interface HearingParts {
  readonly api: DiscordApi;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly say: Say;
  readonly inbox: Inbox;
  readonly view: View;
  readonly places: Places;
  readonly seen: SeenMessages;
  readonly alive: Alive;
  readonly doorkeeper: Doorkeeper;
  written(): readonly WrittenPlace[];
  readonly people: People;
  readonly threads: Pick<Threads, 'unname'>;
  readonly fetchFile: FetchFile;
}

/** Everything that is said, changed and taken away, handed over in its channel's order; after a gap what was missed comes first. */
export interface Hearing {
  take(packet: GatewayDispatchPayload): void;
  /** After a login all servers have told what is there. */
  allHere(): void;
}

export function createHearing(parts: HearingParts): Hearing {
  const { clock, logger, inbox, view, places, seen, alive, doorkeeper } = parts;
  const authors = new LRUCache<string, string>({ max: remembered });
  const tails = new Map<string, Promise<void>>();
  const startedAt = clock.now();

  /** One after the other per channel: a text file that has to be fetched must not be overtaken by the next message. */
  function inOrder(channel: string, work: () => Promise<void>): Promise<void> {
    const tail = (tails.get(channel) ?? Promise.resolve()).then(work).catch((thrown: unknown) => {
      logger.error('discord-event-not-claimed', { code: toBotError(thrown).code });
    });
    tails.set(channel, tail);
    return tail.finally(() => {
      if (tails.get(channel) === tail) tails.delete(channel);
    });
  }

  async function handOver(heard: Heard, message: GivenMessage): Promise<void> {
    const extra = await readAttachments(heard, { say: parts.say, locale: heard.event.locale, fetchFile: parts.fetchFile });
    const text = [heard.event.text, extra].filter((part) => part !== '').join('\n\n');
    await inbox({ ...heard.event, text });
    if (heard.event.kind === 'message') seen.note(message.channel_id, message.id);
  }

  function hear(message: GivenMessage): void {
    const heard = toMessage(message, view);
    if (heard === undefined) return;
    const knock = knockOf(message);
    const decision = doorkeeper.look(knock);
    if (decision === 'closed') return;
    authors.set(message.id, message.author.id);
    if (decision === 'open') meet(message);
    void inOrder(message.channel_id, async () => {
      if (decision === 'unknown' && !(await doorkeeper.ask(knock))) return;
      if (decision === 'unknown') meet(message);
      await handOver(heard, message);
    });
  }

  /** What is learned of people in passing. */
  function meet({ author, channel_id, guild_id }: GivenMessage): void {
    if (guild_id === undefined) places.learnDm(channel_id, author.id);
    parts.people.sawMessage(channel_id, author.id);
  }

  function change(message: GivenMessage): void {
    const heard = toEdit(message, view);
    if (heard === undefined) return;
    const knock = knockOf(message);
    if (doorkeeper.look(knock) === 'closed') return;
    void inOrder(message.channel_id, async () => {
      if (await doorkeeper.ask(knock)) await handOver(heard, message);
    });
  }

  function lose(channel: string, message: string): void {
    const author = authors.get(message);
    // What came while we run and was not for us is not known to anybody here.
    if (author === undefined && timeOf(message) > startedAt) return;
    const event = toDeletion({ channel, message, author, at: clock.now() }, view);
    // Wherever it was: this only takes away.
    void inOrder(channel, async () => void (await inbox(event)));
    // Discord lets nobody rename often: what is said meanwhile does not wait for it.
    void parts.threads.unname(message);
  }

  async function hearMissed(message: APIMessage): Promise<void> {
    // A place that is not known is no private chat: it is looked into at the next start.
    const { guild } = await places.get(message.channel_id);
    const given: GivenMessage = { ...message, ...(guild === undefined ? {} : { guild_id: guild }) };
    const heard = toMessage(given, view);
    if (heard === undefined || !(await doorkeeper.ask(knockOf(given)))) return;
    authors.set(message.id, message.author.id);
    meet(given);
    await handOver(heard, given);
  }

  const gaps = createGaps({
    ...parts,
    mayLook: ({ channel, guild }) => canRead(places.known(channel)) && doorkeeper.isWorthALook(channel, guild),
    inOrder,
    hear: hearMissed,
  });

  return {
    take(packet) {
      switch (packet.t) {
        case GatewayDispatchEvents.MessageCreate:
          alive.heard(timeOf(packet.d.id));
          return hear(packet.d as GivenMessage);
        case GatewayDispatchEvents.MessageUpdate:
          return change(packet.d as GivenMessage);
        case GatewayDispatchEvents.MessageDelete:
          return lose(packet.d.channel_id, packet.d.id);
        case GatewayDispatchEvents.MessageDeleteBulk:
          for (const id of packet.d.ids) lose(packet.d.channel_id, id);
          return;
        case GatewayDispatchEvents.ChannelDelete:
        case GatewayDispatchEvents.ThreadDelete:
          void seen.forget(packet.d.id);
          return;
        case GatewayDispatchEvents.Ready:
          return orWarn(logger, gaps.begin());
        case GatewayDispatchEvents.Resumed:
          return orWarn(logger, gaps.resumed());
        default:
          return;
      }
    },
    allHere: () => orWarn(logger, gaps.allHere()),
  };
}

const knockOf = ({ author, channel_id, guild_id, member }: GivenMessage): Knock => ({
  user: author.id,
  channel: channel_id,
  guild: guild_id,
  roles: member?.roles,
});
