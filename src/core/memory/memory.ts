import type { Caller } from '../commands/call.ts';
import type { RoomId } from '../ids.ts';
import type { Fact } from '../ports/memory-store.ts';
import type { Message, Rating, RecallHit } from '../ports/store.ts';

/** Where and for whom something is recalled: what decides who may be reminded of what. */
export interface RecallPlace {
  readonly person: string;
  readonly room: RoomId;
  readonly roomKind: 'dm' | 'room';
  readonly personality: string;
  readonly rating: Rating;
}

export interface Recalled {
  readonly hits: readonly RecallHit[];
  /** Facts somebody asked to be kept, newest last. */
  readonly facts: readonly Fact[];
}

/** What was hidden by one forget, and until when it can be brought back. */
export interface Forgotten {
  readonly batch: string;
  readonly things: number;
  readonly messages: number;
  readonly until: number;
}

/** What to forget: the caller's own things only. Exactly one of the fields is set. */
export interface ForgetWish {
  /** Everything of theirs that holds these words. */
  readonly query?: string;
  /** One message or fact by id. */
  readonly item?: string;
  /** The last thing remembered or said. */
  readonly last?: true;
  /** Everything of theirs in this room. */
  readonly room?: RoomId;
  /** Everything of theirs since this moment. */
  readonly since?: number;
}

/** A line somebody pointed at, and what its author is called. */
export interface KeptLine {
  readonly line: Message;
  readonly by: string;
}

/** Remembering, recalling and forgetting: what may be kept, who may be reminded of it, and how it goes away for good. */
export interface Memory {
  /** For a prompt: filtered by audience and rating before it is ranked. */
  recall(place: RecallPlace, questions: readonly Message[], except?: ReadonlySet<string>): Promise<Recalled>;
  /** Keeps a fact for good, seen by this person and this personality alone. */
  remember(caller: Caller, text: string, personality: string): Promise<Fact>;
  /** Keeps a line that was said, for as long as the line itself is kept; of somebody else's only what they let the bot remember. */
  keep(caller: Caller, line: KeptLine, personality: string): Promise<Fact>;
  /** What the caller may see again of what was said, best first. */
  search(caller: Caller, query: string, personality: string): Promise<readonly RecallHit[]>;
  facts(caller: Caller, personality: string): Promise<readonly Fact[]>;
  /** Hides at once; shreds after the grace. Undefined: there was nothing that fits. Under the same `batch` again it ends what was begun and tells the same. */
  forget(caller: Caller, wish: ForgetWish, batch?: string): Promise<Forgotten | undefined>;
  /** Brings a batch back; false when it is gone or somebody else's. */
  undoForget(caller: Caller, batch: string): Promise<boolean>;
  /** Shreds what is due, file and log; resolves to when the next batch is due, if there is one. */
  shredDue(now: number): Promise<number | undefined>;
}
