import { BotError } from '../../errors.ts';
import { foldName } from '../../personalities/fold-name.ts';
import { anchors } from '../../personalities/guidance/anchors.ts';
import type { SliderName } from '../../personalities/personality.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import { finished } from '../../texts/finished.ts';
import type { Localized } from '../../texts/localized.ts';
import type { Tell } from '../command-needs.ts';
import { editTexts } from './edit-texts.ts';
import type { EditableField, Language } from './editable-field.ts';
import { valueFault } from './field-faults.ts';
import { isSlider, withSlider } from './slider-field.ts';
import { sliderOfLevel, sliderWords } from './slider-words.ts';

export interface Change {
  readonly field: EditableField;
  /** As it was typed; `unset` clears. */
  readonly typed: string;
  readonly language: Language;
  readonly tell: Tell;
}

/** The body with one field set as somebody typed it. Throws `invalid-fields` saying what would fit. */
export function setValue(body: PersonalityBody, { field, typed, language, tell }: Change): PersonalityBody {
  const isUnset = typed.trim().toLowerCase() === 'unset';
  if (isSlider(field.id)) return withSlider(body, field.id, isUnset ? undefined : exactValue(field.id, typed));
  const value = isUnset ? '' : field.kind === 'choice' ? choiceOf(field, typed, tell) : typed;
  const fault = valueFault(field, value, tell);
  if (fault !== undefined) throw refuse(field, fault);
  return field.write(body, value, language);
}

/** Nothing was changed, and why. */
export function refuse({ id, label }: EditableField, fault: Localized<string>): BotError {
  return new BotError('invalid-fields', 'the value does not fit', {
    field: id,
    advice: { en: `${label.en}: ${fault.en} Nothing was changed.`, de: `${label.de}: ${fault.de} Geändert wurde nichts.` },
  });
}

/** 1 to 5 are levels; more, or a per cent sign, is exact; a level's word in either language is that level. */
function exactValue(name: SliderName, typed: string): number | undefined {
  const word = foldName(typed);
  const number = /^(\d{1,3})\s*(%?)$/.exec(word);
  const amount = Number(number?.[1]);
  if (number !== null && amount <= 100) return number[2] === '' && amount >= 1 && amount <= 5 ? sliderOfLevel(amount) : amount;
  for (const language of ['en', 'de']) {
    const level = anchors(name, language).findIndex((anchor) => foldName(anchor) === word) + 1;
    if (level > 0) return sliderOfLevel(level);
  }
  throw new BotError('invalid-fields', 'no slider value', {
    field: name,
    advice: {
      en: finished(editTexts['bad-slider'], { label: sliderWords[name].en, word: anchors(name, 'en')[3] }).en,
      de: finished(editTexts['bad-slider'], { label: sliderWords[name].de, word: anchors(name, 'de')[3] }).de,
    },
  });
}

/** The value of a choice, also by the words it is shown with. */
function choiceOf({ options = [] }: EditableField, typed: string, tell: Tell): string {
  const word = foldName(typed);
  return options.find(({ value, label }) => value === word || foldName(tell(label, {})) === word)?.value ?? typed.trim();
}
