import type { RoomId } from '../ids.ts';

/**
 * Who may ever be reminded of a line, stamped on it when it is written.
 * `dm(person, personality)` is recalled only in that person's private rooms with the same personality; `room(R)` in R.
 */
export function dmAudience(person: string, personality: string): string {
  return `dm(${person},${personality})`;
}

export function roomAudience(room: RoomId): string {
  return `room(${room})`;
}
