import type { APIChannel, APIGuildMember } from 'discord-api-types/v10';
import { LRUCache } from 'lru-cache';
import { toBotError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import { type Decision, type Doors, decide, type Visit } from './doors.ts';
import { toDiscordError } from './errors.ts';
import { isThreadType } from './gateway.ts';

/** What Discord was asked for is asked for again after so long. */
const lifeMs = 60_000;
const remembered = 1_000;

/** Who did something where, as far as the event itself tells. */
export interface Knock {
  readonly user: string;
  readonly channel: string;
  /** Undefined: a private chat. */
  readonly guild: string | undefined;
  /** Undefined: the event does not tell; messages that are fetched do not. */
  readonly roles: readonly string[] | undefined;
  /** The channel as the event tells it; interactions do. */
  readonly told?: Channel | undefined;
}

type Channel = Pick<APIChannel, 'type'> & { readonly parent_id?: string | null };
type Above = Pick<Visit, 'channels' | 'isDeeper'>;

/** Knows whom the operator lets in. */
export interface Doorkeeper {
  /** Without asking anybody. */
  look(knock: Knock): Decision;
  /** Asks Discord for what is not known; what stays unknown is closed. */
  ask(knock: Knock): Promise<boolean>;
  /** Whether anybody there could be heard at all. */
  isWorthALook(channel: string, guild: string): boolean;
}

export interface DoorkeeperParts {
  readonly doors: Doors;
  readonly logger: Logger;
  /** What a channel belongs to as the gateway knows it, nearest first; undefined: it does not know the channel. */
  above(channel: string): readonly string[] | undefined;
  fetchChannel(channel: string): Promise<APIChannel>;
  fetchMember(guild: string, user: string): Promise<Pick<APIGuildMember, 'roles'>>;
}

export function createDoorkeeper({ doors, logger, above, fetchChannel, fetchMember }: DoorkeeperParts): Doorkeeper {
  const entries = [...doors.allow, ...doors.deny];
  const hasRoles = entries.some(({ kind }) => kind === 'role');
  const hasChannels = entries.some(({ kind }) => kind === 'channel');
  const channels = new LRUCache<string, Channel>({ max: remembered, ttl: lifeMs });
  const roles = new LRUCache<string, readonly string[]>({ max: remembered, ttl: lifeMs });
  /** Of whom Discord told nothing. */
  const untold = new LRUCache<string, true>({ max: remembered, ttl: lifeMs });

  function placeOf({ channel, guild, told }: Pick<Knock, 'channel' | 'guild' | 'told'>): Above {
    const known = above(channel);
    if (known !== undefined) return { channels: [channel, ...known] };
    if (guild === undefined) return { channels: [channel] };
    const given = told ?? channels.get(channel);
    if (given?.parent_id === undefined) return { channels: [channel], isDeeper: true };
    if (given.parent_id === null) return { channels: [channel] };
    const upper = isThreadType(given.type) ? above(given.parent_id) : [];
    return { channels: [channel, given.parent_id, ...(upper ?? [])], ...(upper === undefined ? { isDeeper: true } : {}) };
  }

  function look(knock: Knock): Decision {
    if (entries.length === 0) return 'open';
    const { user, guild } = knock;
    const held = knock.roles ?? (guild === undefined ? undefined : roles.get(`${guild}/${user}`));
    return decide(doors, { user, server: guild, roles: held, ...placeOf(knock) });
  }

  return {
    look,
    async ask(knock) {
      const first = look(knock);
      if (first !== 'unknown' || knock.guild === undefined) return first === 'open';
      const { user, channel, guild } = knock;
      const visitor = `${guild}/${channel}/${user}`;
      if (untold.has(visitor)) return false;
      try {
        if (hasChannels && placeOf(knock).isDeeper === true) channels.set(channel, { parent_id: null, ...(await fetchChannel(channel)) });
        if (hasRoles && knock.roles === undefined && look(knock) === 'unknown')
          roles.set(`${guild}/${user}`, (await fetchMember(guild, user)).roles);
      } catch (thrown) {
        untold.set(visitor, true);
        logger.info('discord-visitor-unknown', { channel, code: toBotError(toDiscordError(thrown)).code });
        return false;
      }
      return look(knock) === 'open';
    },
    isWorthALook: (channel, guild) =>
      entries.length === 0 ||
      decide(doors, { user: undefined, server: guild, roles: undefined, ...placeOf({ channel, guild, told: undefined }) }) !== 'closed',
  };
}
