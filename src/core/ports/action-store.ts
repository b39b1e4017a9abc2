import type { CommandCall } from '../answers/command-call.ts';
import type { RoomId } from '../ids.ts';

/** A filled-in call behind a token: a button, a numbered reaction, a form's submit. Lives through restarts. */
export interface StoredAction {
  readonly token: string;
  readonly call: CommandCall;
  /** The only person who may press it; undefined: whoever may call the command. */
  readonly owner: string | undefined;
  readonly room: RoomId;
  /** The message it stands under: forgotten with it. */
  readonly message: string | undefined;
  readonly expiresAt: number;
}

export interface ActionStore {
  get(token: string): Promise<StoredAction | undefined>;
}
