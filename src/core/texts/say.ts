import type { en } from './en.ts';

/** Key of one sentence of the bot itself. */
export type TextKey = keyof typeof en;

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Place<Name extends `${infer Bare},${string}` ? Bare : Name> | Names<Rest>
  : never;

/** Branches of a plural or select look like places to a template type; they hold a space or nothing. */
type Place<Name extends string> = Name extends '' | `${string} ${string}` ? never : Name;

/** Keys of the one-line summaries of commands. */
export type SummaryKey = Extract<TextKey, `command-${string}`>;

/** The places of a sentence, read off its English text; a sentence without places takes none. */
export type TextArgs<Key extends TextKey> = { readonly [Name in Names<(typeof en)[Key]>]: string | number };

/** A sentence of the bot itself in the asked language (`de`, `de-AT`, …; English where we have none). */
export type Say = <Key extends TextKey>(language: string | undefined, key: Key, args: TextArgs<Key>) => string;
