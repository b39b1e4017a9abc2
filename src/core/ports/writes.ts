import type { Json } from '../answers/json.ts';
import type { ParticipantId, Ref, RoomId } from '../ids.ts';
import type { Picture } from '../pictures/picture.ts';
import type { Receipt } from '../prompting/receipt.ts';
import type { StoredAction } from './action-store.ts';
import type { Fact } from './memory-store.ts';
import type { Finish, Outgoing } from './platform.ts';
import type { Exposure } from './provider.ts';
import type { SettingOwner } from './settings-store.ts';
import type { CastMember, ConversationPlace, DeliveryState, Rating, TurnState } from './store.ts';
import type { Attempt } from './usage-store.ts';

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
  /** A new conversation, the one going on from now; with `head` it goes on from a message of another (a branch). */
  | { readonly write: 'conversation'; readonly id: string; readonly place: ConversationPlace; readonly at: number; readonly head?: string }
  /** An earlier conversation becomes the one going on. */
  | { readonly write: 'resume'; readonly conversation: string; readonly at: number }
  /** What somebody said by a command of this turn (`chat say`): their message, not placed yet; the turn's `message` from now on. */
  | {
      readonly write: 'said';
      readonly turn: string;
      readonly message: {
        readonly id: string;
        readonly ref: Ref;
        readonly text: string;
        readonly at: number;
        readonly audience: string;
        readonly exposure: Exposure;
        readonly rating: Rating;
      };
    }
  /** Which variant of a reply is recalled and answered from; its siblings in the same conversation are not, and a head on one of them moves to it. */
  | { readonly write: 'choose'; readonly message: string }
  /** Puts a received message under `parent` and moves the conversation's head to it. */
  | { readonly write: 'place'; readonly message: string; readonly conversation: string; readonly parent: string | undefined }
  /** Stores a reply as the chosen variant, indexes it and moves the head to it. */
  | { readonly write: 'reply'; readonly reply: NewReply }
  /** How far a message may travel from now on: its author has just said so of this very one. */
  | { readonly write: 'restamp'; readonly message: string; readonly exposure: Exposure }
  /** A new text for a message somebody edited; what others have kept of the old one goes. */
  | { readonly write: 'edit'; readonly message: string; readonly text: string; readonly at: number }
  /** Blanks a message, its index entry and every stored trace of its text at byte level. */
  | { readonly write: 'forget'; readonly message: string }
  /** Hides messages and facts at once; `unhide` brings them back until `due`. The batch goes when its last row is forgotten or brought back. */
  | {
      readonly write: 'hide';
      readonly batch: string;
      readonly person: string;
      readonly messages: readonly string[];
      readonly facts: readonly string[];
      readonly due: number;
    }
  | { readonly write: 'unhide'; readonly batch: string }
  | { readonly write: 'fact'; readonly fact: Fact }
  /** Deletes a fact at byte level. */
  | { readonly write: 'forgetFact'; readonly fact: string }
  /** Blanks what a settled command was called with, or what came into a form: its words may be the ones that are to be forgotten. Of a command its first word stays. */
  | { readonly write: 'blankCall'; readonly turn: string }
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
      /** Presence begins and ends here, milliseconds since the epoch. */
      readonly at: number;
    }
  /** undefined: unset. */
  | (SettingOwner & { readonly write: 'setting'; readonly key: string; readonly value: Json | undefined; readonly at: number })
  /** A secret, sealed by whoever holds the key; undefined: gone, to the last byte. */
  | {
      readonly write: 'secret';
      readonly owner: string;
      readonly name: string;
      readonly value: { readonly sealed: string; readonly keyId: string } | undefined;
      readonly at: number;
    }
  /** What an attempt to get an answer took. */
  | { readonly write: 'attempt'; readonly attempt: Attempt }
  /** All figures about a person go: what their attempts took and what their answers were like. */
  | { readonly write: 'eraseUsage'; readonly person: string }
  /** undefined: gone. */
  | { readonly write: 'mark'; readonly key: string; readonly value: Json | undefined }
  | ({ readonly write: 'action' } & StoredAction)
  /** Tokens that have expired by then go. */
  | { readonly write: 'expireActions'; readonly now: number }
  /** The bytes behind what a revision or draft of this batch, or of an earlier one, shows. Once nothing refers to a picture any more, its bytes go with that batch, to the last one. */
  | ({ readonly write: 'picture'; readonly hash: string } & Picture)
  /** A new revision, which holds from now; the first makes the personality. Its draft of this author goes. */
  | {
      readonly write: 'revision';
      readonly personality: string;
      readonly owner: string;
      readonly name: string;
      readonly tagline: string;
      readonly rating: Rating;
      readonly forkOf: string | undefined;
      readonly revision: number;
      readonly parent: number | undefined;
      readonly body: Json;
      readonly original?: Uint8Array;
      /** Hash of the picture that it refers to. */
      readonly picture?: string;
      readonly at: number;
      readonly author: string;
    }
  /** An earlier or later revision holds from now (undo, redo); name, tagline and rating are that revision's. */
  | {
      readonly write: 'holdRevision';
      readonly personality: string;
      readonly revision: number;
      readonly name: string;
      readonly tagline: string;
      readonly rating: Rating;
    }
  /** undefined `at`: brought back. */
  | { readonly write: 'deletePersonality'; readonly personality: string; readonly at: number | undefined }
  /** undefined `body`: thrown away. */
  | {
      readonly write: 'draft';
      readonly personality: string;
      readonly owner: string;
      readonly base: number;
      readonly body: Json | undefined;
      /** As in a revision. */
      readonly picture?: string;
      readonly at: number;
    };
