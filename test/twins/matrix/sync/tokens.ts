import { Refusal } from '../refusal.ts';
import type { World } from '../state/world.ts';

/** Where a sync stands: after everything up to `position`. */
export const syncToken = (position: number): string => `s${position}_twin`;
/** Before the event at `position`, for `/messages`. */
export const pageToken = (position: number): string => `t${position}_twin`;

export function readSyncToken(world: World, token: string): number {
  const position = Number(/^s(\d+)_twin$/.exec(token)?.[1] ?? Number.NaN);
  if (Number.isNaN(position)) throw new Refusal(400, 'M_UNKNOWN', { says: 'Invalid stream token' });
  if (position > world.position || position < world.forgottenBefore)
    throw new Refusal(400, 'M_UNKNOWN', { says: 'Invalid stream token', isAnswer: true });
  return position;
}

/** The first position that is not before the token. */
export function readPageToken(world: World, token: string): number {
  const page = /^t(\d+)_twin$/.exec(token)?.[1];
  return page === undefined ? readSyncToken(world, token) + 1 : Number(page);
}
