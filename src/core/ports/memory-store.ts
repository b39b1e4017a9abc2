import type { RoomId } from '../ids.ts';
import type { Exposure } from './provider.ts';
import type { Message, Rating } from './store.ts';

/** A learned or asked-for statement. */
export interface Fact {
  readonly id: string;
  /** The person it belongs to and who may forget it. */
  readonly subject: string;
  /** The only personality that may use it; undefined: any. */
  readonly personality: string | undefined;
  readonly text: string;
  readonly audience: string;
  readonly exposure: Exposure;
  readonly rating: Rating;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The message it was said in, if any. */
  readonly source: string | undefined;
}

/** Something hidden that can still be brought back. */
export interface HiddenBatch {
  readonly id: string;
  readonly person: string;
  /** When it is shredded. */
  readonly due: number;
  readonly messages: readonly string[];
  readonly facts: readonly string[];
}

/** A place a person was recorded in. `until` is undefined while they are there. */
export interface Presence {
  readonly room: RoomId;
  readonly kind: 'dm' | 'room';
  readonly since: number;
  readonly until: number | undefined;
}

export interface MemoryStore {
  /** Facts of these audiences about this person, newest last; hidden ones are left out. */
  facts(query: {
    readonly person: string;
    readonly audiences: readonly string[];
    readonly ratings: readonly Rating[];
    readonly limit: number;
  }): Promise<readonly Fact[]>;
  fact(id: string): Promise<Fact | undefined>;
  /** Facts of one person, whatever their audience, that hold all of these words (none: all of them). For the person alone to see. */
  factsOf(person: string, words: readonly string[]): Promise<readonly Fact[]>;
  /**
   * Messages written by a person's participants, newest first, neither forgotten nor hidden. Words: all of them must be there, each as a
   * word or the beginning of one; case and accents are folded.
   */
  messagesOf(query: {
    readonly person: string;
    readonly words?: readonly string[];
    readonly room?: RoomId;
    readonly since?: number;
    readonly limit: number;
  }): Promise<readonly Message[]>;
  /** What personalities said to this person alone (audience `dm`) with all of these words in it, newest first, each variant. */
  echoesOf(query: { readonly person: string; readonly words: readonly string[]; readonly limit: number }): Promise<readonly Message[]>;
  /**
   * Replies that answer one of these messages, recalled one, or had one in their prompt; `answers` are the first kind. Variants included.
   * Ids of facts find the replies that recalled them.
   */
  repliesThatRead(items: readonly string[]): Promise<{ readonly answers: readonly Message[]; readonly readers: readonly Message[] }>;
  hidden(batch: string): Promise<HiddenBatch | undefined>;
  /** All of them, the first due first. */
  hiddenBatches(): Promise<readonly HiddenBatch[]>;
  /** Where a person's participants are or were, the newest first. */
  presences(person: string, limit: number): Promise<readonly Presence[]>;
}
