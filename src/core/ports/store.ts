import type { EventBody, EventEnvelope, InboundEvent } from '../events/inbound-event.ts';
import type { ParticipantId, Ref, RoomId } from '../ids.ts';
import type { Receipt } from '../prompting/receipt.ts';
import type { ActionStore } from './action-store.ts';
import type { MemoryStore } from './memory-store.ts';
import type { PersonalityStore } from './personality-store.ts';
import type { PictureStore } from './picture-store.ts';
import type { Finish, Outgoing } from './platform.ts';
import type { Exposure } from './provider.ts';
import type { SecretStore } from './secret-store.ts';
import type { MarkStore, SettingsStore } from './settings-store.ts';
import type { StatsStore } from './stats-store.ts';
import type { UsageStore } from './usage-store.ts';
import type { Write } from './writes.ts';

export type Lane = 'talk' | 'control';
export type Rating = 'everyone' | 'mature' | 'adult';

export type TurnState = 'received' | 'generating' | 'answered' | 'delivered' | 'interrupted' | 'cancelled' | 'refused' | 'dead';

/** One personality that has to answer, pinned to the revision it had when the turn was claimed. */
export interface CastMember {
  readonly personality: string;
  readonly revision: number;
  /** `variant`: another answer in the place of its last one to the same message; `continuation`: its last reply goes on. */
  readonly as?: 'variant' | 'continuation';
  /** The conversation the reply belongs to, where it is not the message's own: a branch. */
  readonly conversation?: string;
}

/** One inbound event and all that it causes; a row from the first moment. */
export interface Turn {
  readonly id: string;
  readonly lane: Lane;
  readonly state: TurnState;
  readonly event: EventEnvelope;
  /** The event's own data. A message's text is empty here: it lives in the message alone, so that forgetting it is one place. An edit's is blanked when the turn is done. */
  readonly body: EventBody;
  readonly receivedAt: number;
  /** Attempts that ended in an error. */
  readonly errors: number;
  /** Attempts that ended in a stop or a kill. */
  readonly stops: number;
  /** Who answers, in order; empty: nobody does. */
  readonly cast: readonly CastMember[];
  readonly message?: string;
  /** Turns of earlier events that this one answers too, oldest first. */
  readonly joined: readonly Turn[];
}

/** One atomic claim: the turn, its participant and room, and for a message its text. */
export interface Intake {
  readonly turn: string;
  readonly lane: Lane;
  readonly event: InboundEvent;
  readonly receivedAt: number;
  readonly room: { readonly kind: 'dm' | 'room'; readonly members?: readonly ParticipantId[] };
  /** Used as the person's id if this participant has never been seen. */
  readonly newPerson: string;
  readonly cast: readonly CastMember[];
  /** Not to be pulled before this moment. */
  readonly notBefore: number;
  /** A waiting turn that this one takes over as its `joined`; ignored if it has begun meanwhile. */
  readonly joins?: string;
  readonly message?: {
    readonly id: string;
    readonly audience: string;
    readonly exposure: Exposure;
    readonly rating: Rating;
  };
}

/** Claiming and pulling. A write of the inbox is committed when the promise resolves. */
export interface InboxStore {
  /** False: the claim key (account, event id) was there already and nothing was written. */
  claim(intake: Intake): Promise<boolean>;
  /** Leading turns of the talk lane in this room that wait or generate, oldest first. */
  openIn(room: RoomId): Promise<readonly { readonly id: string; readonly state: TurnState; readonly cast: readonly CastMember[] }[]>;
  /** The oldest turn of the lane that may begin, of these accounts (absent: of any): it becomes `generating`. In the talk lane a room has one at a time, first in, first out. */
  claimNext(lane: Lane, now: number, accounts?: readonly string[]): Promise<Turn | undefined>;
  /** When the next waiting turn of the talk lane may begin, if none may yet. */
  nextAt(now: number, accounts?: readonly string[]): Promise<number | undefined>;
}

export interface TurnStore {
  get(id: string): Promise<Turn | undefined>;
  /** The leading turn that this message belongs to. */
  ofMessage(message: string): Promise<Turn | undefined>;
  /** The turn whose event brought this message, itself and not the one it joined. */
  thatBrought(message: string): Promise<Turn | undefined>;
  /** Turns a crash or stop has left `generating`, oldest first. */
  unfinished(accounts: readonly string[]): Promise<readonly Turn[]>;
}

/** One line of talk. Text of a forgotten message is empty and `forgotten` is true. */
export interface Message {
  readonly id: string;
  readonly room: RoomId;
  readonly conversation: string | undefined;
  readonly parent: string | undefined;
  readonly ref: Ref | undefined;
  readonly author:
    | { readonly kind: 'participant'; readonly id: ParticipantId; readonly name: string }
    | { readonly kind: 'personality'; readonly id: string; readonly revision: number };
  readonly text: string;
  readonly at: number;
  readonly audience: string;
  readonly exposure: Exposure;
  readonly rating: Rating;
  readonly variant: number;
  readonly chosen: boolean;
  readonly finish: Finish | undefined;
  readonly forgotten: boolean;
}

export interface Conversation {
  readonly id: string;
  readonly head: string | undefined;
}

/** A conversation as a list shows it. */
export interface ConversationEntry extends Conversation {
  /** When it was begun or last resumed. */
  readonly at: number;
  /** Messages on the path from its head to the root, at most 1,000 are counted. */
  readonly length: number;
}

/** Where a conversation lives: one per room, or in a DM one per (person, personality). */
export interface ConversationPlace {
  readonly room: RoomId;
  readonly person?: string;
  readonly personality?: string;
}

export interface HistoryStore {
  /** The one going on here, if any. */
  conversation(place: ConversationPlace): Promise<Conversation | undefined>;
  /** The last `limit` messages of the path from `head` to the root, oldest first. */
  path(head: string, limit: number): Promise<readonly Message[]>;
  message(id: string): Promise<Message | undefined>;
  byRef(room: RoomId, ref: Ref): Promise<Message | undefined>;
  /** Replies whose parent is this message, all variants. */
  repliesTo(message: string): Promise<readonly Message[]>;
  /** True when this message is the newest of its conversation. */
  isHead(message: string): Promise<boolean>;
  /** All that were held here, the one going on now first. */
  conversations(place: ConversationPlace, limit: number): Promise<readonly ConversationEntry[]>;
  /** Where a conversation lives. */
  placeOf(conversation: string): Promise<ConversationPlace | undefined>;
  /** What went into a reply; undefined once it is forgotten. */
  receipt(message: string): Promise<Receipt | undefined>;
}

/** A line found again, with what was said around it (same room, same audience, visible). */
export interface RecallHit {
  readonly message: Message;
  readonly before: Message | undefined;
  readonly after: Message | undefined;
  /** Higher is better; comparable within one search. */
  readonly score: number;
}

/** One place that may be looked into: an audience in one room, within a time where only that was witnessed. */
export interface RecallScope {
  readonly audience: string;
  readonly room: RoomId;
  readonly from?: number;
  readonly until?: number;
}

export interface RecallStore {
  /**
   * Lines for any of these words, best first, from these scopes alone, written by people. The filter comes before the ranking; hidden,
   * forgotten and unchosen lines never leave the store. `except` are left out of the hits.
   */
  search(query: {
    readonly scopes: readonly RecallScope[];
    readonly words: readonly string[];
    readonly ratings: readonly Rating[];
    readonly except: readonly string[];
    readonly limit: number;
  }): Promise<readonly RecallHit[]>;
}

export type DeliveryState = 'pending' | 'shown' | 'sent' | 'delivered' | 'removed';

/** One thing to be shown, with its key; committed before its first network call. */
export interface Delivery {
  readonly key: string;
  readonly turn: string | undefined;
  readonly account: string;
  readonly room: RoomId;
  readonly replyTo: Ref | undefined;
  readonly personality: string | undefined;
  /** 0 for the live part; further parts of a long reply follow. */
  readonly part: number;
  readonly message: string | undefined;
  /** `pending`: maybe sent; `shown`: partly visible; `sent`: final text out, not confirmed; `delivered`: done. */
  readonly state: DeliveryState;
  readonly ref: Ref | undefined;
  /** What to show in the end; absent while the reply is still being written. */
  readonly final: Outgoing | undefined;
  /** Text saved while it was being written. */
  readonly partial: string;
  readonly createdAt: number;
}

export interface DeliveryStore {
  /** Committed finals of these accounts that are not delivered yet, oldest first. `sent` ones are included: nobody confirmed them. */
  outstanding(accounts: readonly string[]): Promise<readonly Delivery[]>;
  ofTurn(turn: string): Promise<readonly Delivery[]>;
  ofMessage(message: string): Promise<readonly Delivery[]>;
  byKey(key: string): Promise<Delivery | undefined>;
  /** The same without what is shown, which may be long. */
  stateOf(key: string): Promise<DeliveryState | undefined>;
  /** How many deliveries are under way. */
  depth(): Promise<number>;
}

export interface RoomStore {
  /** Known members, or undefined when nobody ever told. */
  members(room: RoomId): Promise<readonly ParticipantId[] | undefined>;
  /** The person a participant belongs to; undefined before the first event. */
  person(participant: ParticipantId): Promise<{ readonly id: string; readonly locale: string | undefined } | undefined>;
  /** What the room was at its last event; undefined before the first. */
  kind(room: RoomId): Promise<'dm' | 'room' | undefined>;
}

/** Everything durable. Reads are narrow and by area; writes are one atomic batch of data. */
export interface Store {
  readonly inbox: InboxStore;
  readonly turns: TurnStore;
  readonly history: HistoryStore;
  readonly recall: RecallStore;
  readonly deliveries: DeliveryStore;
  readonly rooms: RoomStore;
  readonly memory: MemoryStore;
  readonly personalities: PersonalityStore;
  readonly pictures: PictureStore;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly stats: StatsStore;
  readonly usage: UsageStore;
  readonly actions: ActionStore;
  readonly marks: MarkStore;
  /** All of it or nothing; durable when it resolves. */
  commit(writes: readonly Write[]): Promise<void>;
  close(): Promise<void>;
}
