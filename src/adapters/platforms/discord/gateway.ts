import { Client, DefaultRestOptions, Events, GatewayIntentBits, Options, Partials, REST, Status } from 'discord.js';
import { type APIChannel, ApplicationFlags, ChannelType, GatewayCloseCodes, type GatewayDispatchPayload } from 'discord-api-types/v10';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { BucketNews } from './edit-pace.ts';
import { isUnauthorized, toDiscordError, tokenRefused } from './errors.ts';
import type { Place } from './permissions.ts';

/** A request is given up after so long; it may still have taken effect. */
const requestMs = 15_000;
/** So long the connection may take to close. */
const closingMs = 3_000;

export interface RestParts {
  readonly token: string;
  readonly api: string | undefined;
  readonly clock: Clock;
  /** What an edit's response said about its bucket. */
  onEdit(channel: string, news: BucketNews): void;
}

/** The SDK's REST client: its queues and waits, but no retries of its own, since it repeats posts blindly. */
export function createRest({ token, api, clock, onEdit }: RestParts): REST {
  const rest = new REST({
    ...(api === undefined ? {} : { api: api.replace(/\/$/, '') }),
    version: '10',
    retries: 0,
    timeout: requestMs,
    async makeRequest(url, init) {
      const began = clock.now();
      const response = await DefaultRestOptions.makeRequest(url, await encoded(init));
      const channel = init.method?.toUpperCase() === 'PATCH' ? /\/channels\/(?<id>\d+)\/messages\//.exec(url)?.groups?.['id'] : undefined;
      if (channel !== undefined) onEdit(channel, toNews(response, clock.now() - began));
      return response;
    },
  });
  return rest.setToken(token);
}

type RequestInit = Parameters<typeof DefaultRestOptions.makeRequest>[1];

/** A form with files as bytes: the undici that answers for `fetch` here is not the one the SDK made its form with, and takes no foreign ones. */
async function encoded(init: RequestInit): Promise<RequestInit> {
  if (!(init.body instanceof FormData)) return init;
  const form = new Response(init.body);
  const headers = {
    ...Object.fromEntries(new Headers(init.headers as Record<string, string>)),
    'content-type': form.headers.get('content-type') ?? '',
  };
  return { ...init, headers, body: Buffer.from(await form.arrayBuffer()) };
}

function toNews(
  { status, headers }: { readonly status: number; readonly headers: { get(name: string): string | null } },
  tookMs: number,
): BucketNews {
  const number = (name: string): number | undefined => {
    const text = headers.get(name);
    return text === null || Number.isNaN(Number(text)) ? undefined : Number(text);
  };
  const isRefused = status === 429;
  const limit = number('x-ratelimit-limit');
  const remaining = number('x-ratelimit-remaining');
  const seconds = (isRefused ? number('retry-after') : undefined) ?? number('x-ratelimit-reset-after');
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(seconds === undefined ? {} : { resetAfterMs: seconds * 1000 }),
    isRefused,
    tookMs,
  };
}

export interface GatewayParts {
  readonly token: string;
  readonly api: string | undefined;
  readonly logger: Logger;
  /** `auto`: if the application may have it. */
  readonly content: 'auto' | 'on' | 'off';
  readonly flags: number;
  readonly clock: Pick<Clock, 'sleep'>;
  onPacket(packet: GatewayDispatchPayload): void;
  /** After every login afresh: all servers have told what is there, or are out. */
  onAllHere(): void;
  /** Discord does not want us any more, and nobody but the operator can change that. */
  onRefused(error: Error): void;
}

/** A place on a server where something stands. */
export interface WrittenPlace {
  readonly channel: string;
  readonly guild: string;
  /** The latest message's id; it may be gone. */
  readonly last: string;
}

/** The connection to Discord's gateway, with the SDK's reconnects and resumes. */
export interface Gateway {
  /** Connects; resolves when every server has told what is there. */
  open(): Promise<void>;
  /** Every connection stands. */
  isOpen(): boolean;
  /** Whether it is told what is said without a mention. */
  hasContent(): boolean;
  place(channel: string): Place | undefined;
  role(guild: string, id: string): string | undefined;
  /** The channel a thread belongs to and the category of that, nearest first; undefined: not known here. */
  above(channel: string): readonly string[] | undefined;
  /** Every channel and thread of every server that something was ever written in. */
  written(): readonly WrittenPlace[];
  /** Returns after three seconds at the latest. */
  close(): Promise<void>;
}

export function createGateway(parts: GatewayParts): Gateway {
  const { token, logger, content, flags } = parts;
  let hasContent = content === 'on' || (content === 'auto' && mayReadContent(flags));
  let client: Client | undefined;
  let isClosed = false;

  async function open(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const opened = createClient(parts, hasContent);
    client = opened;
    let isReady = false;
    let isClosedByDiscord = false;
    opened.on(Events.Raw, (packet: GatewayDispatchPayload) => {
      if (packet.t !== null) parts.onPacket(packet);
    });
    opened.on(Events.Error, (error) => logger.warn('discord-client-error', { name: error.name }));
    opened.on(Events.ShardError, (error) => logger.warn('discord-connection-error', { name: error.name }));
    opened.on(Events.ShardReconnecting, (shard) => logger.info('discord-reconnecting', { shard }));
    opened.on(Events.ShardResume, (shard, replayed) => logger.info('discord-resumed', { shard, replayed }));
    opened.once(Events.ClientReady, () => {
      isReady = true;
      parts.onAllHere();
      resolve();
    });
    opened.on(Events.ShardReady, () => {
      // The first time others may still be missing.
      if (isReady) parts.onAllHere();
    });
    opened.on(Events.ShardDisconnect, ({ code }) => {
      if (isClosed || client !== opened) return;
      isClosedByDiscord = true;
      closedFor(code, opened).then(resolve, (thrown: unknown) => {
        const error = thrown instanceof Error ? thrown : new Error('closed');
        if (isReady) parts.onRefused(error);
        reject(error);
      });
    });
    opened.login(token).catch((thrown: unknown) => {
      // A close that was answered above fails the login too.
      if (!isClosedByDiscord) reject(isUnauthorized(thrown) ? tokenRefused(thrown) : toDiscordError(thrown));
    });
    return promise;
  }

  /** A close that the SDK does not mend by itself. */
  async function closedFor(code: number, opened: Client): Promise<void> {
    logger.warn('discord-closed', { code });
    await opened.destroy();
    if (code === GatewayCloseCodes.AuthenticationFailed) throw tokenRefused();
    if (code !== GatewayCloseCodes.DisallowedIntents || !hasContent) throw toDiscordError(new Error(`gateway close ${code}`));
    hasContent = false;
    logger.warn('discord-without-content', {
      hint: 'portal: Bot → Message Content Intent; without it: DMs, mentions, replies that ping, commands',
    });
    await open();
  }

  return {
    open,
    isOpen: () => !isClosed && client?.isReady() === true && client.ws.shards.every(({ status }) => status === Status.Ready),
    hasContent: () => hasContent,
    place: (channel) => {
      const there = client?.channels.cache.get(channel);
      return there === undefined ? undefined : toPlaceOfClient(there, client);
    },
    role: (guild, id) => client?.guilds.cache.get(guild)?.roles.cache.get(id)?.name,
    above: (channel) => {
      const there = client?.channels.cache.get(channel);
      return there === undefined ? undefined : aboveOf(there);
    },
    written: () =>
      [...(client?.channels.cache.values() ?? [])].flatMap((channel) =>
        channel.isDMBased() || !channel.isTextBased() || channel.lastMessageId === null
          ? []
          : [{ channel: channel.id, guild: channel.guildId, last: channel.lastMessageId }],
      ),
    async close() {
      isClosed = true;
      if (client === undefined) return;
      const over = new AbortController();
      // The SDK waits for the other side's goodbye, and while it is identifying anew for something that no longer comes.
      await Promise.race([client.destroy(), parts.clock.sleep(closingMs, over.signal).catch(() => undefined)]);
      over.abort();
    },
  };
}

function mayReadContent(flags: number): boolean {
  return (flags & (ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited)) !== 0;
}

function createClient({ token: _token, api }: GatewayParts, hasContent: boolean): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      ...(hasContent ? [GatewayIntentBits.MessageContent] : []),
    ],
    partials: [Partials.Channel],
    // As many connections as Discord asks for; one, up to some thousand servers.
    shards: 'auto',
    allowedMentions: { parse: [] },
    rest: { ...(api === undefined ? {} : { api: api.replace(/\/$/, '') }), version: '10', retries: 2, timeout: requestMs },
    // We keep no people and no talk: only places, roles and ourselves, which rights are reckoned from.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      AutoModerationRuleManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildInviteManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadMemberManager: 0,
      VoiceStateManager: 0,
      GuildMemberManager: { maxSize: 1, keepOverLimit: ({ id, client: { user } }) => id === user.id },
      UserManager: { maxSize: 1, keepOverLimit: ({ id, client: { user } }) => id === user.id },
    }),
    sweepers: { threads: { interval: 3_600, lifetime: 4 * 3_600 } },
  });
}

type ClientChannel = NonNullable<ReturnType<Client['channels']['cache']['get']>>;

function toPlaceOfClient(channel: ClientChannel, client: Client | undefined): Place {
  const common = {
    id: channel.id,
    name: undefined,
    guild: undefined,
    parent: undefined,
    hasThreads: false,
    isAgeRestricted: false,
    other: undefined,
    rights: undefined,
  };
  if (channel.isDMBased()) return { ...common, kind: 'dm', other: 'recipientId' in channel ? channel.recipientId : undefined };
  const me = client?.user ?? undefined;
  const rights = me === undefined ? undefined : (channel.permissionsFor(me.id)?.bitfield ?? undefined);
  const holder = channel.isThread() ? channel.parent : channel;
  const isAgeRestricted = holder !== null && 'nsfw' in holder && holder.nsfw === true;
  return {
    ...common,
    kind: channel.isThread() ? 'thread' : 'channel',
    name: channel.name,
    guild: channel.guildId,
    parent: channel.isThread() ? (channel.parentId ?? undefined) : undefined,
    hasThreads: withThreads.includes(channel.type),
    isAgeRestricted,
    rights,
  };
}

/** A voice channel's talk and a thread have none of their own; in a forum every message stands in one. */
const withThreads: readonly ChannelType[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement];

/** Undefined where a thread's channel is not known: what stands above that is then not known either. */
function aboveOf(channel: ClientChannel): readonly string[] | undefined {
  if (channel.isDMBased()) return [];
  if (channel.isThread() && channel.parent === null) return undefined;
  const ids = channel.isThread() ? [channel.parentId, channel.parent?.parentId] : [channel.parentId];
  return ids.filter((id) => id !== null && id !== undefined);
}

const threads: readonly ChannelType[] = [ChannelType.PublicThread, ChannelType.PrivateThread, ChannelType.AnnouncementThread];

export const isThreadType = (type: ChannelType): boolean => threads.includes(type);

/** A place as the REST API tells it, for what the gateway has not told: a DM, an archived thread. */
export function toPlace(channel: APIChannel, parentPlace?: Place): Place {
  const guild = 'guild_id' in channel && typeof channel.guild_id === 'string' ? channel.guild_id : undefined;
  const isDm = channel.type === ChannelType.DM || channel.type === ChannelType.GroupDM;
  const isThread = isThreadType(channel.type);
  return {
    id: channel.id,
    kind: isDm ? 'dm' : isThread ? 'thread' : 'channel',
    name: channel.name ?? undefined,
    guild,
    parent: isThread && 'parent_id' in channel ? (channel.parent_id ?? undefined) : undefined,
    hasThreads: withThreads.includes(channel.type),
    isAgeRestricted: isThread ? parentPlace?.isAgeRestricted === true : 'nsfw' in channel && channel.nsfw === true,
    other: isDm && 'recipients' in channel ? channel.recipients?.[0]?.id : undefined,
    // Above a channel stands a category, whose rights are not the channel's.
    rights: isThread ? parentPlace?.rights : undefined,
  };
}
