import type { Action } from './action.ts';
import type { Form } from './form.ts';

/** A file that goes with an answer: text, or bytes as base64, since answers are kept as JSON until they are delivered. `name` is generated, never a path. */
export type AnswerFile = { readonly name: string; readonly mime: string } & (
  | { readonly text: string; readonly base64?: never }
  | { readonly text?: never; readonly base64: string }
);

export interface PanelPart {
  readonly title: string;
  readonly body: string;
}

/** What a command may answer. Each answer replaces the one before; the last stays. */
export type Answer =
  | { readonly kind: 'text'; readonly body: string; readonly actions?: readonly Action[]; readonly files?: readonly AnswerFile[] }
  | {
      readonly kind: 'panel';
      readonly id: string;
      readonly revision: number;
      readonly title: string;
      readonly parts: readonly PanelPart[];
      readonly actions: readonly Action[];
    }
  | { readonly kind: 'form'; readonly form: Form }
  | { readonly kind: 'progress'; readonly note: string; readonly done?: number; readonly of?: number }
  /** The turn goes on in the talk lane and ends there with its own reply. */
  | { readonly kind: 'talk'; readonly turn: string };
