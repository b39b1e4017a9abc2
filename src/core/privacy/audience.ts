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

/** True when a line was said between this person and a personality alone. */
export function isOwnDm(audience: string, person: string): boolean {
  return audience.startsWith(`dm(${person},`);
}

/** True when a line was said between one person and a personality alone, whoever they are. */
export function isDm(audience: string): boolean {
  return audience.startsWith('dm(');
}
