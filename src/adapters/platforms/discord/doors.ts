/** One entry of `DISCORD_ALLOW` or `DISCORD_DENY`; ids are Discord's. */
export type DoorEntry = { readonly kind: 'server' | 'channel' | 'role' | 'user'; readonly id: string } | { readonly kind: 'dm' };

/** Where the operator lets the bot listen. No allow entries: everywhere; deny entries win. */
export interface Doors {
  readonly allow: readonly DoorEntry[];
  readonly deny: readonly DoorEntry[];
}

/** Somebody who says or does something somewhere. */
export interface Visit {
  /** Undefined: whoever it may be, when only the place is in question. */
  readonly user: string | undefined;
  /** Undefined: a private chat, of two or of a few. */
  readonly server: string | undefined;
  /** The channel, the one it is a thread of, its category; ids. */
  readonly channels: readonly string[];
  /** More could stand above the channel than `channels` tells. */
  readonly isDeeper?: boolean;
  /** Ids, in that server; undefined: not known. */
  readonly roles: readonly string[] | undefined;
}

/** `unknown`: it hangs on what a visit leaves open. */
export type Decision = 'open' | 'closed' | 'unknown';

type Cover = 'yes' | 'no' | 'unknown';

/** Whether a visit is heard. */
export function decide({ allow, deny }: Doors, visit: Visit): Decision {
  const denied = anyCovers(deny, visit);
  if (denied === 'yes') return 'closed';
  const allowed = allow.length === 0 ? 'yes' : anyCovers(allow, visit);
  if (allowed === 'no') return 'closed';
  return denied === 'no' && allowed === 'yes' ? 'open' : 'unknown';
}

function anyCovers(entries: readonly DoorEntry[], visit: Visit): Cover {
  const covers = entries.map((entry) => coverOf(entry, visit));
  if (covers.includes('yes')) return 'yes';
  return covers.includes('unknown') ? 'unknown' : 'no';
}

function coverOf(entry: DoorEntry, { user, server, channels, isDeeper, roles }: Visit): Cover {
  switch (entry.kind) {
    case 'dm':
      return server === undefined ? 'yes' : 'no';
    case 'server':
      return server === entry.id ? 'yes' : 'no';
    case 'user':
      return user === undefined ? 'unknown' : user === entry.id ? 'yes' : 'no';
    case 'channel':
      return channels.includes(entry.id) ? 'yes' : isDeeper === true ? 'unknown' : 'no';
    case 'role':
      // A role is held in its server only, and nobody has one in a private chat. The server's own id is the role of everybody there.
      if (server === undefined) return 'no';
      if (entry.id === server) return 'yes';
      return roles === undefined ? 'unknown' : roles.includes(entry.id) ? 'yes' : 'no';
  }
}

const shapes = /^(?:(?<kind>server|channel|role|user):(?<id>\d{1,20})|dm)$/;

/** Undefined for what is no entry. */
export function readDoorEntry(text: string): DoorEntry | undefined {
  const found = shapes.exec(text);
  if (found === null) return undefined;
  const { kind, id } = found.groups ?? {};
  return kind === undefined || id === undefined ? { kind: 'dm' } : { kind: kind as Exclude<DoorEntry['kind'], 'dm'>, id };
}
