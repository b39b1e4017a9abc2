import type { Clock } from '../../../core/ports/clock.ts';
import type { JoinedRoom, MatrixApi } from './api.ts';
import { type MatrixEvent, membershipOf, readEvent } from './events.ts';

/** What was missed is fetched within these bounds. */
const bounds = { events: 500, ageMs: 24 * 3_600_000, perPage: 100 };

export interface CatchUpParts {
  readonly api: Pick<MatrixApi, 'messages'>;
  readonly clock: Clock;
  readonly self: string;
}

/**
 * The events of a timeline, oldest first; where the server has left some out, they are fetched. `since`: where the sync before ended. Throws
 * when the server does not give them: then the sync has to be taken up again.
 */
export async function wholeTimeline(
  { api, clock, self }: CatchUpParts,
  { room, data, since }: { readonly room: string; readonly data: JoinedRoom['timeline']; readonly since: string | undefined },
): Promise<readonly MatrixEvent[]> {
  const told = readAll(data.events);
  if (data.limited !== true || data.prev_batch === undefined || since === undefined) return told;
  // What was said before we came is not for us.
  if (told.some((event) => isOwnJoin(event, self))) return told;
  const missed: MatrixEvent[] = [];
  let from: string | undefined = data.prev_batch;
  while (from !== undefined && missed.length < bounds.events) {
    const { chunk, end } = await api.messages(room, { from, to: since, limit: bounds.perPage });
    for (const event of readAll(chunk)) {
      if (clock.now() - event.origin_server_ts > bounds.ageMs || isOwnJoin(event, self)) return [...missed.toReversed(), ...told];
      missed.push(event);
    }
    from = chunk.length === 0 || end === from ? undefined : end;
  }
  return [...missed.toReversed(), ...told];
}

export const readAll = (events: readonly unknown[]): readonly MatrixEvent[] => events.flatMap((raw) => readEvent(raw) ?? []);

/** The moment from which on a room speaks to us; a change of our own name there is none. */
export function isOwnJoin(event: MatrixEvent, self: string): boolean {
  if (event.type !== 'm.room.member' || event.state_key !== self) return false;
  const { now, before } = membershipOf(event);
  return now === 'join' && before !== 'join';
}

/** So long before we came somebody may have written what was meant for us, where the invitation itself is not told. */
const beforeUsMs = 5 * 60_000;

/**
 * What of a room's timeline is for us: everything after the invitation when we have just come, since somebody who starts a chat writes at once.
 * `state`: what a sync told beside it; some servers have the join there. In the first sync of all, and where the server has
 * forgotten what we have heard, what is older than `oldest` is history: it may have been answered long ago.
 */
export function forUs(
  timeline: readonly MatrixEvent[],
  self: string,
  { state, oldest }: { readonly state: readonly MatrixEvent[]; readonly oldest: number },
): readonly MatrixEvent[] {
  const joined = timeline.findLastIndex((event) => isOwnJoin(event, self));
  const told = joined < 0 ? state.findLast((event) => isOwnJoin(event, self)) : undefined;
  const invited = timeline.findLastIndex(
    (event, index) => index < joined && event.type === 'm.room.member' && event.state_key === self && membershipOf(event).now === 'invite',
  );
  const from = joined < 0 ? 0 : (invited < 0 ? joined : invited) + 1;
  const since = Math.max(oldest, told === undefined ? 0 : told.origin_server_ts - beforeUsMs);
  // What was taken away is to be forgotten whenever that was.
  return timeline.slice(from).filter(({ type, origin_server_ts: at }) => at >= since || type === 'm.room.redaction');
}
