import type { Json } from '../../answers/json.ts';
import { BotError } from '../../errors.ts';
import { nearestWord } from '../../events/nearest-word.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import type { Picture } from '../../pictures/picture.ts';
import { finished } from '../../texts/finished.ts';
import type { Localized } from '../../texts/localized.ts';
import type { Tell } from '../command-needs.ts';
import { editTexts } from './edit-texts.ts';
import type { EditableField, Language } from './editable-field.ts';
import { bodyFaults, type Faults, valueFault } from './field-faults.ts';
import { portraitField } from './portrait-field.ts';
import { applyPortrait, type ReceivedPortrait } from './receive-portrait.ts';

export interface FormReading {
  readonly body: PersonalityBody;
  readonly faults: Faults;
  /** What was typed where it could not become part of the body, by the field's id. */
  readonly typed: ReadonlyMap<string, Json>;
  /** The bytes of its portrait, where they are new. */
  readonly picture?: Picture;
}

export interface FormInput {
  /** What the form showed. */
  readonly body: PersonalityBody;
  readonly values: Readonly<Record<string, Json>>;
  /** What came for the portrait among them. */
  readonly portrait: ReceivedPortrait;
  readonly fields: readonly EditableField[];
  readonly language: Language;
  readonly tell: Tell;
}

/**
 * The body as somebody filled in the form. A field that still shows what it showed is left alone, so that nothing a form cannot show is lost;
 * one that did not come back is too. Throws `invalid-fields` for a field there is not.
 */
export function readForm({ body, values, portrait, fields, language, tell }: FormInput): FormReading {
  const faults = new Map<string, Localized<string>>();
  const typed = new Map<string, Json>();
  let next = applyPortrait(body, portrait);
  if (portrait.kind === 'fault') faults.set(portraitField.id, portrait.fault);
  for (const [id, value] of Object.entries(values)) {
    const field = fields.find((one) => one.id === id);
    if (field === undefined)
      throw unknownField(
        id,
        fields.map((one) => one.id),
      );
    if (field === portraitField || isSame(value, field.read(body, language))) continue;
    const fault = valueFault(field, value, tell);
    if (fault !== undefined) {
      faults.set(field.id, fault);
      typed.set(field.id, value);
    }
    // What is only too long stays in the draft; what is of another kind cannot.
    if (fault === undefined || (typeof value === 'string' && field.kind !== 'level' && field.kind !== 'choice'))
      next = field.write(next, value, language);
  }
  for (const field of fields) {
    const fault = field.isRequired === true && !faults.has(field.id) ? valueFault(field, field.read(next, language), tell) : undefined;
    if (fault !== undefined) faults.set(field.id, fault);
  }
  for (const [id, fault] of bodyFaults(next, fields)) if (!faults.has(id)) faults.set(id, fault);
  return { body: next, faults, typed, ...(portrait.kind === 'new' && portrait.picture !== undefined ? { picture: portrait.picture } : {}) };
}

/** Nothing, an empty text and a number as text mean what they mean in a form. */
function isSame(value: Json, shown: Json | undefined): boolean {
  const plain = (one: Json | undefined): string =>
    String(one ?? '')
      .replaceAll('\r\n', '\n')
      .trim();
  return plain(value) === plain(shown);
}

function unknownField(id: string, known: readonly string[]): BotError {
  return new BotError('invalid-fields', 'no such field', {
    field: id.slice(0, 40),
    advice: finished(editTexts['unknown-field'], { field: id.slice(0, 40), near: nearestWord(id, known) ?? 'none' }),
  });
}
