import type { Access } from './access.ts';
import type { CommandCall } from './command-call.ts';

/** What an action looks like where there are no words: each platform draws it in its own way. */
export type Icon =
  | 'retry'
  | 'continue'
  | 'stop'
  | 'previous'
  | 'next'
  | 'why'
  | 'yes'
  | 'no'
  | 'undo'
  | 'redo'
  | 'edit'
  | 'save'
  | 'show'
  | 'delete'
  | 'one';

/** Something to press: a call that is already filled in. */
export interface Action {
  readonly label: string;
  readonly icon: Icon;
  readonly press: CommandCall;
  /** `asker`: only whoever caused the answer. */
  readonly by: 'asker' | Access;
  readonly danger?: boolean;
}

/** An action as it goes out: the token stands for the call, which stays in the store and lives through restarts. */
export interface ShownAction {
  readonly token: string;
  readonly label: string;
  readonly icon: Icon;
  readonly danger?: boolean;
}
