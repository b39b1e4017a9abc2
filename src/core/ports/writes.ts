import type { ParticipantId, Ref, RoomId } from '../ids.ts';
import type { Receipt } from '../prompting/receipt.ts';
import type { Finish, Outgoing } from './platform.ts';
import type { Exposure } from './provider.ts';
import type { CastMember, ConversationPlace, DeliveryState, Rating, TurnState } from './store.ts';

/** A new line by a personality: one variant of the answer to `parent`. */
export interface NewReply {
  readonly id: string;
  readonly turn: string;
  readonly room: RoomId;
  readonly conversation: string;
  readonly parent: string;
  readonly personality: { readonly id: string; readonly revision: number };
  readonly text: string;
  readonly at: number;
  readonly audience: string;
  readonly exposure: Exposure;
  readonly rating: Rating;
  readonly variant: number;
  readonly finish: Finish;
  readonly receipt: Receipt;
}

/** One atomic batch is a list of these. Data, never a callback: SQLite refuses async transactions and PostgreSQL needs them. */
export type Write =
  | {
      readonly write: 'turn';
      readonly id: string;
      readonly state: TurnState;
      readonly errors?: number;
      readonly stops?: number;
      readonly notBefore?: number;
      readonly code?: string;
    }
  /** Puts a control turn into the talk lane, to answer `message` once more. */
  | {
      readonly write: 'requeue';
      readonly id: string;
      readonly cast: readonly CastMember[];
      readonly message: string;
      readonly notBefore: number;
    }
  | { readonly write: 'conversation'; readonly id: string; readonly place: ConversationPlace; readonly at: number }
  /** Puts a received message under `parent` and moves the conversation's head to it. */
  | { readonly write: 'place'; readonly message: string; readonly conversation: string; readonly parent: string | undefined }
  /** Stores a reply as the chosen variant, indexes it and moves the head to it. */
  | { readonly write: 'reply'; readonly reply: NewReply }
  /** A new text for a message somebody edited. */
  | { readonly write: 'edit'; readonly message: string; readonly text: string; readonly at: number }
  /** Blanks a message, its index entry and every stored trace of its text at byte level. */
  | { readonly write: 'forget'; readonly message: string }
  | {
      readonly write: 'delivery';
      readonly key: string;
      readonly turn: string | undefined;
      readonly account: string;
      readonly room: RoomId;
      readonly replyTo: Ref | undefined;
      readonly personality: string | undefined;
      readonly part: number;
      readonly message: string | undefined;
      readonly final: Outgoing | undefined;
      readonly at: number;
    }
  /** Only what is given changes. `delivered` and `removed` also blank the saved texts; `sent` never undoes them. */
  | {
      readonly write: 'deliveryState';
      readonly key: string;
      readonly turn?: string;
      readonly state?: DeliveryState;
      readonly ref?: Ref;
      readonly partial?: string;
      readonly final?: Outgoing;
      readonly message?: string;
    }
  | {
      readonly write: 'members';
      readonly room: RoomId;
      readonly joined: readonly ParticipantId[];
      readonly left: readonly ParticipantId[];
    };
