import type { Field } from '../../answers/form.ts';
import type { Json } from '../../answers/json.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import type { Localized } from '../../texts/localized.ts';

/** Who edits, in which language. */
export type Language = 'en' | 'de';

/** One thing about a personality that can be seen and changed as a line, a text, a level or a choice. */
export interface EditableField {
  readonly id: string;
  readonly label: Localized;
  readonly help: Localized;
  readonly kind: Field['kind'];
  /** The part of a personality it stands for: a fault found there is this field's. */
  readonly part: keyof PersonalityBody;
  readonly isRequired?: boolean;
  readonly maxLength?: number;
  /** Of `file`: only a picture fits. */
  readonly isPicture?: true;
  readonly options?: readonly { readonly value: string; readonly label: Localized }[];
  /** What the field shows; undefined: nothing. */
  read(body: PersonalityBody, language: Language): Json | undefined;
  /** The body with another value, which has been checked; undefined clears it. */
  write(body: PersonalityBody, value: Json | undefined, language: Language): PersonalityBody;
}

/** What was typed into a line or text; nothing typed is empty. */
export function typedText(value: Json | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}
