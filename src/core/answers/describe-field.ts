import { pictureLimits } from '../pictures/picture.ts';
import { createSay } from '../texts/create-say.ts';
import type { Field } from './form.ts';
import { wizardTexts as texts } from './wizard-texts.ts';

const say = createSay();

/** What may stand in a field, as short sentences for people: its options, how long, whether it may be empty. */
export function describeLimits(field: Field, language: string | undefined): readonly string[] {
  const { options = [], maxLength, required, picture } = field.limits;
  const numbered = options.map(({ label }, at) => `${at + 1} ${label}`).join(' · ');
  const lines: string[] = [];
  if (field.kind === 'level') lines.push(say(language, texts.level, { words: numbered }));
  if (field.kind === 'choice') lines.push(say(language, texts.choice, { words: numbered }));
  if (field.kind === 'choices') lines.push(say(language, texts.choices, { words: numbered }));
  if (field.kind === 'flag') lines.push(say(language, texts.flag, {}));
  if (picture === true) lines.push(say(language, texts.picture, { most: pictureLimits.bytes / 1024, side: pictureLimits.side }));
  if (maxLength !== undefined) lines.push(say(language, texts.most, { most: maxLength }));
  if (required === true) lines.push(say(language, texts.required, {}));
  return lines;
}
