import type { Localized } from '../texts/localized.ts';

/** The words an option may be called: an interface, the same on every platform. */
export type OptionName = 'name' | 'field' | 'value' | 'text' | 'provider' | 'model' | 'query' | 'message' | 'file' | 'level' | 'scope';

/**
 * One thing a command takes. In a typed line they come in order, or as `name=value`; `text` takes the rest of the line, `word` one word or
 * a quoted run of them.
 */
export interface Option {
  readonly name: OptionName;
  readonly kind: 'word' | 'text' | 'number' | 'flag' | 'choice' | 'file';
  readonly summary: Localized;
  readonly required?: boolean;
  /** Of `choice`: the only values there are. */
  readonly choices?: readonly { readonly value: string; readonly label: Localized }[];
  /** Longest text (UTF-16 units); for a number the bounds. */
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  /** `complete` knows values for it. */
  readonly completes?: boolean;
}
