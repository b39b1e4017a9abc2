import type { CommandCall } from './command-call.ts';
import type { Json } from './json.ts';

export interface FieldLimits {
  readonly required?: boolean;
  /** Characters (UTF-16 units) of a line or text. */
  readonly maxLength?: number;
  /** Of `file`: only a picture fits. Its value is what `file-text.ts` makes of it, or a path of the machine; what it shows stands for the one that is kept. */
  readonly picture?: true;
  /** Of `choice` and `choices`; of `level` the five anchored words, lowest first. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/** One thing to fill in. `level` is 1 to 5 or unset; `choices` a list; `flag` true or false; everything else is text. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly kind: 'line' | 'text' | 'level' | 'choice' | 'choices' | 'flag' | 'file' | 'secret';
  readonly value?: Json;
  /** What is wrong with the value it came back with. */
  readonly fault?: string;
  readonly limits: FieldLimits;
}

export interface FormSection {
  readonly title: string;
  /** At most five: what one modal holds. */
  readonly fields: readonly Field[];
}

export interface Form {
  /** New for each showing; a submit names it. */
  readonly id: string;
  /** Of the thing being edited: a submit from an older one is refused, nothing is overwritten. */
  readonly revision: number;
  readonly title: string;
  readonly sections: readonly FormSection[];
  readonly submit: CommandCall;
  /** A secret may be typed for it as a line, where only its owner and the bot are: it is taken at once and never kept with the form. */
  readonly typesSecrets?: true;
  /** What to type to go on with it later, without the slash. */
  readonly again?: string;
}
