import type { CommandCall } from '../answers/command-call.ts';
import type { Json } from '../answers/json.ts';
import type { ParticipantId, Ref, RoomId } from '../ids.ts';

/** What every inbound event carries, whatever happened. */
export interface EventEnvelope {
  /** Unique per account for ever: the claim key. Edits are `edit:<ref>:<stamp>`, deletions `delete:<ref>`. */
  readonly id: string;
  /** The bot's own account that saw it, e.g. `terminal:probe`. */
  readonly account: string;
  readonly room: RoomId;
  readonly participant: ParticipantId;
  /** What to call the participant where people read it. Never a key. */
  readonly name: string;
  /** The platform's word for the participant's language (BCP 47), if it knows one. */
  readonly locale?: string;
  /** When it happened, milliseconds since the epoch. */
  readonly at: number;
}

export type EventBody =
  | {
      readonly kind: 'message';
      readonly ref: Ref;
      readonly text: string;
      readonly replyTo?: Ref;
      /** The bot was mentioned in the platform's own way. */
      readonly mentioned?: boolean;
      /** How many pictures came with it that a model could be shown; absent: none. */
      readonly pictures?: number;
    }
  | { readonly kind: 'messageEdited'; readonly ref: Ref; readonly text: string }
  /** `isGone`: the platform says that it is not there any more, and not who took it away. */
  | { readonly kind: 'messageDeleted'; readonly ref: Ref; readonly isGone?: boolean }
  /** `ref`: the message it was typed in, where it stands in the room. */
  | { readonly kind: 'command'; readonly call: CommandCall; readonly target?: Ref; readonly ref?: Ref }
  /** An action was pressed, whatever it looks like there. */
  | { readonly kind: 'press'; readonly token: string }
  /** A form came back. `isPartial`: it is still being filled in; what is there becomes a draft. */
  | {
      readonly kind: 'formSubmitted';
      readonly form: string;
      readonly revision: number;
      readonly values: Readonly<Record<string, Json>>;
      readonly isPartial?: boolean;
      /** The engine's own: the values are secrets and are kept nowhere (see `WithheldSecrets`). */
      readonly isWithheld?: true;
    }
  /** A typed line that was meant for the form the engine's wizard is asking for there. `isWithheld`: it was a secret, as above. */
  | { readonly kind: 'wizardLine'; readonly text: string; readonly ref?: Ref; readonly isWithheld?: true }
  /** The engine's own: in the place of what held somebody's key or token, of which nothing is kept. `ref`: where it stands in the room. */
  | { readonly kind: 'keyPasted'; readonly ref?: Ref }
  /** `endsPrivate` is the engine's own: the room was a private chat before this. */
  | {
      readonly kind: 'members';
      readonly joined: readonly ParticipantId[];
      readonly left: readonly ParticipantId[];
      readonly endsPrivate?: boolean;
    }
  /** The reader confirms a delivery; only platforms with `facts.confirms` send it. */
  | { readonly kind: 'seen'; readonly key: string };

export type InboundEvent = EventEnvelope & EventBody;

/** `repeated`: the claim key was known already, nothing was done. */
export type Inbox = (event: InboundEvent) => Promise<'accepted' | 'repeated'>;
