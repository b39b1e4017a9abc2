/** One sentence of the bot itself in each of its languages, as ICU messages with the same places. Parts carry their own, so that adding one touches one folder. */
export interface Localized<En extends string = string> {
  readonly en: En;
  readonly de: string;
}

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Place<Name extends `${infer Bare},${string}` ? Bare : Name> | Names<Rest>
  : never;

/** Branches of a plural or select look like places to a template type; they hold a space or nothing. */
type Place<Name extends string> = Name extends '' | `${string} ${string}` ? never : Name;

/** The places of a sentence, read off its English text; a sentence without places takes none. */
export type PlacesOf<En extends string> = string extends En
  ? Readonly<Record<string, string | number>>
  : { readonly [Name in Names<En>]: string | number };

/** Keeps the English texts literal, so that their places are checked where they are said. */
export function defineTexts<const Texts extends Readonly<Record<string, { readonly en: string; readonly de: string }>>>(
  texts: Texts,
): Texts {
  return texts;
}
