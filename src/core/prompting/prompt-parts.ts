import type { ParticipantId } from '../ids.ts';
import type { Recalled } from '../memory/memory.ts';
import type { Personality } from '../personalities/personality.ts';
import type { PromptMessage } from '../ports/provider.ts';
import type { Message } from '../ports/store.ts';
import type { ReceiptItem } from './receipt.ts';

/** What somebody present said about themselves in `/me`; empty texts are nothing. */
export interface PresentPerson {
  readonly participant: ParticipantId;
  readonly name: string;
  readonly pronouns: string;
  readonly about: string;
}

/** Somebody else's message that a question is about; without its text, it cannot be read any more. */
export interface AskedAbout {
  readonly text: string | undefined;
}

/** Everything a prompt is made of, already filtered by audience, rating and exposure. */
export interface PromptParts {
  readonly personality: Personality;
  /** Of the person asking: guidance, boundaries and examples are chosen by it. */
  readonly language: 'en' | 'de';
  readonly roomKind: 'dm' | 'room';
  /** The path to the question, oldest first, ending with it. */
  readonly history: readonly Message[];
  readonly recalled: Recalled;
  /** Who is here, the asker first. */
  readonly people: readonly PresentPerson[];
  /** The personalities by id, for lines by others than this one. */
  readonly castNames: Readonly<Record<string, string>>;
  /** Moment of asking, milliseconds since the epoch. */
  readonly at: number;
  /** IANA zone of the person asking: days are named in it. */
  readonly timeZone: string;
  /** Tokens the model reads at once, the answer included. */
  readonly window: number;
  /** Tokens per UTF-16 unit, learned for this model from reported usage. */
  readonly tokensPerUnit: number;
  /** The last reply is to go on. */
  readonly isContinuing: boolean;
  /** Pictures that came with the question and are not shown. */
  readonly unseen: number;
  readonly about?: AskedAbout;
}

export interface Prompt {
  readonly messages: readonly PromptMessage[];
  /** The recalled lines as they were said, for a rehearsal. */
  readonly recalled: readonly PromptMessage[];
  readonly items: readonly ReceiptItem[];
  /** Length of the whole in units of ordinary text: `learnRate(rate, { units, tokens: usage.in })`. */
  readonly units: number;
  /** Room that is left for the answer. */
  readonly maxTokens: number;
}
