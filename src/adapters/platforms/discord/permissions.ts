import type { Clock } from '../../../core/ports/clock.ts';

/** A place as far as rights and facts about it go. */
export interface Place {
  readonly id: string;
  readonly kind: 'dm' | 'channel' | 'thread';
  readonly name: string | undefined;
  readonly guild: string | undefined;
  /** Threads can begin with its messages. */
  readonly hasThreads: boolean;
  /** Of a thread: the channel it belongs to. */
  readonly parent: string | undefined;
  /** A thread is what its channel is. */
  readonly isAgeRestricted: boolean;
  /** Of a DM: the other person. */
  readonly other: string | undefined;
  /** The bot's own rights there, Discord's bits; undefined: not known, or a DM. */
  readonly rights: bigint | undefined;
}

const administrator = 1n << 3n;
const rights = [
  { name: 'View Channel', bit: 1n << 10n },
  { name: 'Send Messages', bit: 1n << 11n },
  { name: 'Read Message History', bit: 1n << 16n },
  { name: 'Embed Links', bit: 1n << 14n },
  { name: 'Attach Files', bit: 1n << 15n },
  { name: 'Send Messages in Threads', bit: 1n << 38n },
  { name: 'Create Public Threads', bit: 1n << 35n },
] as const;

/** Exactly the rights an invitation has to ask for. */
export const neededRights: bigint = rights.reduce((sum, { bit }) => sum | bit, 0n);

/** The rights the bot lacks there, by the names Discord's settings show. In a thread sending to channels does not matter. */
export function missingRights({ kind, rights: own }: Pick<Place, 'kind' | 'rights'>): readonly string[] {
  if (own === undefined || (own & administrator) !== 0n) return [];
  return rights.filter(({ name, bit }) => !(kind === 'thread' && name === 'Send Messages') && (own & bit) === 0n).map(({ name }) => name);
}

/** Without these nothing can be said there at all. */
export function cannotSpeak(place: Pick<Place, 'kind' | 'rights'>): readonly string[] {
  const sending = place.kind === 'thread' ? 'Send Messages in Threads' : 'Send Messages';
  return missingRights(place).filter((name) => name === 'View Channel' || name === sending);
}

/** Without these nobody can be answered in a thread that begins there. */
export function cannotOpenThreads(place: Pick<Place, 'kind' | 'rights'>): readonly string[] {
  return missingRights(place).filter((name) => name === 'Create Public Threads' || name === 'Send Messages in Threads');
}

/** Whether what was said there can be fetched. */
export function canRead(place: Pick<Place, 'kind' | 'rights'> | undefined): boolean {
  if (place?.rights === undefined) return false;
  return !missingRights(place).some((name) => name === 'View Channel' || name === 'Read Message History');
}

/** After a refusal a place is left alone for so long: refusals count, and ten thousand of them lock a bot out. */
const backOffMs = 10 * 60_000;

/** Where we were refused, and where somebody has been told why. */
export interface Refusals {
  /** `rights`: what we had there, as far as is known; others since lift the block. */
  note(channel: string, rights?: bigint): void;
  isBlocked(channel: string, rights?: bigint): boolean;
  /** It works again. */
  clear(channel: string): void;
  /** True once per place. */
  isNews(channel: string): boolean;
}

export function createRefusals(clock: Clock): Refusals {
  const blocked = new Map<string, { readonly until: number; readonly rights: bigint | undefined }>();
  const told = new Set<string>();
  return {
    note(channel, rights) {
      blocked.set(channel, { until: clock.now() + backOffMs, rights });
    },
    isBlocked(channel, rights) {
      const block = blocked.get(channel);
      return block !== undefined && block.until > clock.now() && block.rights === rights;
    },
    clear(channel) {
      if (!blocked.delete(channel)) return;
      told.delete(channel);
    },
    isNews(channel) {
      if (told.has(channel)) return false;
      told.add(channel);
      return true;
    },
  };
}
