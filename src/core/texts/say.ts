import type { en } from './en.ts';
import type { Localized, PlacesOf } from './localized.ts';

/** Key of one sentence of the bot itself. */
export type TextKey = keyof typeof en;

/** The places of a sentence of the catalogue. */
export type TextArgs<Key extends TextKey> = PlacesOf<(typeof en)[Key]>;

/** A sentence of the bot itself in the asked language (`de`, `de-AT`, …; English where we have none): by its key, or one that a part carries. */
export interface Say {
  <Key extends TextKey>(language: string | undefined, key: Key, args: TextArgs<Key>): string;
  <En extends string>(language: string | undefined, text: Localized<En>, args: PlacesOf<En>): string;
}
