import type { RoomId } from '../ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Write } from '../ports/writes.ts';
import type { Action, ShownAction } from './action.ts';

/** How long something can be pressed. */
const lifeMs = 30 * 24 * 3_600_000;

type ActionWrite = Extract<Write, { readonly write: 'action' }>;

export interface ActionPlace {
  readonly room: RoomId;
  /** The person who caused it; what is for the asker alone is theirs. */
  readonly person: string;
  /** The message it stands under. */
  readonly message?: string;
}

/** Tokens for what can be pressed, and the writes that make them live through a restart. */
export function showActions(
  clock: Clock,
  actions: readonly Action[],
  { room, person, message }: ActionPlace,
): { readonly shown: readonly ShownAction[]; readonly writes: readonly ActionWrite[] } {
  const made = actions.map((action) => ({ action, token: clock.id() }));
  return {
    shown: made.map(({ token, action: { label, icon, danger } }) => ({ token, label, icon, ...(danger === true ? { danger } : {}) })),
    writes: made.map(({ token, action }) => ({
      write: 'action',
      token,
      call: action.press,
      owner: action.by === 'asker' ? person : undefined,
      room,
      message,
      expiresAt: clock.now() + lifeMs,
    })),
  };
}
