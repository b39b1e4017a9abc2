import type { PersonalityBody } from '../../personalities/studio.ts';
import type { Localized } from '../../texts/localized.ts';
import { type EditableField, typedText } from './editable-field.ts';

/** Parts of a personality that are one plain text. */
type TextPart = {
  [Part in keyof PersonalityBody]-?: PersonalityBody[Part] extends string ? (string extends PersonalityBody[Part] ? Part : never) : never;
}[keyof PersonalityBody];

export interface TextFieldWords {
  readonly kind: 'line' | 'text';
  readonly maxLength: number;
  readonly isRequired?: boolean;
  readonly label: Localized;
  readonly help: Localized;
}

/** A field for a part that is one plain text. */
export function textField(part: TextPart, words: TextFieldWords): EditableField {
  return {
    ...words,
    id: part,
    part,
    read: (body) => body[part],
    write: (body, value) => ({ ...body, [part]: typedText(value) }),
  };
}
