/** What a fact is about: the name of something, a plain statement on it, or one of the things people say of themselves. */
export type FactKind = 'name' | 'is' | 'me' | 'live' | 'from' | 'work' | 'age' | 'like' | 'hate' | 'allergy';

/** One thing somebody said, in their own words. */
export interface Fact {
  readonly kind: FactKind;
  /** What it is about, as written: `dog`, `little sister`, `Bob's dog`; empty for what is about the speaker. */
  readonly key: string;
  readonly value: string;
}

/** A fact with where it comes from. */
export interface KeptFact extends Fact {
  readonly quote: string;
  /** When it was said, milliseconds since the epoch. */
  readonly at: number;
}

/** What a line asks for. */
export interface Question {
  readonly kind: FactKind | 'about';
  readonly key: string;
}

/** What one sentence is. */
export type Sentence =
  | { readonly type: 'facts'; readonly facts: readonly Fact[] }
  /** "My dog is not called Rex." */
  | { readonly type: 'denial'; readonly fact: Fact }
  | { readonly type: 'question'; readonly question: Question }
  | { readonly type: 'talk'; readonly intent: Intent };

export type Intent = 'greet' | 'bye' | 'thanks' | 'human' | 'help' | 'model';

/** One language's way of telling, asking and being polite. */
export interface Grammar {
  readonly language: string;
  read(sentence: string): Sentence;
}
