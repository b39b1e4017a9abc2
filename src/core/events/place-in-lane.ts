import type { CastMember } from '../ports/store.ts';

/** A DM answers what came while it was talking after this much quiet, so that three quick lines get one answer. */
export const dmQuietMs = 1500;
/** So many turns may wait in a room; what comes beyond joins the last of them. */
export const roomWaiting = 3;

export interface OpenTurn {
  readonly id: string;
  readonly cast: readonly CastMember[];
}

export interface LanePlace {
  readonly notBefore: number;
  readonly joins?: string;
}

/**
 * Where a new message goes in its room's talk lane. `open` are the turns before it, the oldest first: that one is being
 * answered, or is next. Chatter nobody has to answer (an empty cast) takes its turn but never joins and is never joined.
 */
export function placeInLane(
  arrival: { readonly kind: 'dm' | 'room'; readonly cast: readonly CastMember[]; readonly now: number },
  open: readonly OpenTurn[],
): LanePlace {
  const answered = open.filter(({ cast }) => cast.length > 0);
  const last = open.at(-1);
  const mayJoin = arrival.cast.length > 0 && last !== undefined && last.cast.length > 0;
  if (arrival.kind === 'dm') {
    if (open.length === 0) return { notBefore: arrival.now };
    const notBefore = arrival.now + dmQuietMs;
    return mayJoin && open.length > 1 ? { notBefore, joins: last.id } : { notBefore };
  }
  return mayJoin && answered.length > roomWaiting ? { notBefore: arrival.now, joins: last.id } : { notBefore: arrival.now };
}
