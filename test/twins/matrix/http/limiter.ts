/** Tokens that come back at a steady rate, as Synapse counts them. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** The limits of a homeserver, for each person, or by room or address where it says so. */
export interface Limits {
  /** Messages, state, redactions, coming and going, names and making rooms, all together. */
  readonly messages: Rate;
  /** By address. */
  readonly logins: Rate;
  readonly joins: Rate;
  readonly invitesPerRoom: Rate;
  readonly invitesPerUser: Rate;
  readonly rooms: Rate;
  /** How long a refused request is kept before its answer, in real time. */
  readonly refusedAfterMs: number;
}

export type LimitName = Exclude<keyof Limits, 'refusedAfterMs'>;

/** Those of a Synapse nobody has configured: `rc_message`, `rc_login.address`, `rc_joins.local`, `rc_invites`, `rc_room_creation`. */
export const synapseDefaults: Limits = {
  messages: { perSecond: 0.2, burst: 10 },
  logins: { perSecond: 0.003, burst: 5 },
  joins: { perSecond: 0.1, burst: 10 },
  invitesPerRoom: { perSecond: 0.3, burst: 10 },
  invitesPerUser: { perSecond: 0.003, burst: 5 },
  rooms: { perSecond: 0.016, burst: 10 },
  refusedAfterMs: 500,
};

const many: Rate = { perSecond: 10_000, burst: 10_000 };

/** Those of a server whose owner has raised them. */
export const relaxed: Limits = {
  messages: many,
  logins: many,
  joins: many,
  invitesPerRoom: many,
  invitesPerUser: many,
  rooms: many,
  refusedAfterMs: 0,
};

export interface Limiter {
  /** Takes one; milliseconds to wait when there is none. */
  take(name: LimitName, key: string): number | undefined;
  /** Other limits from now on; nobody has used up anything. `none` asks nothing at all. */
  set(limits: Limits | 'none'): void;
  readonly refusedAfterMs: number;
}

/** Counts on the clock `now`. */
export function createLimiter(now: () => number, first: Limits | 'none'): Limiter {
  let limits = first;
  const used = new Map<string, { level: number; at: number }>();
  return {
    take(name, key) {
      if (limits === 'none') return undefined;
      const { perSecond, burst } = limits[name];
      const slot = `${name} ${key}`;
      const at = now();
      const old = used.get(slot);
      const level = old === undefined ? 0 : Math.max(0, old.level - ((at - old.at) / 1000) * perSecond);
      const isFree = level + 1 <= burst;
      used.set(slot, { level: isFree ? level + 1 : level, at });
      return isFree ? undefined : Math.max(1, Math.ceil(((level + 1 - burst) / perSecond) * 1000));
    },
    set(next) {
      limits = next;
      used.clear();
    },
    get refusedAfterMs() {
      return limits === 'none' ? 0 : limits.refusedAfterMs;
    },
  };
}
