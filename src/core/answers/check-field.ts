import { nearestWord } from '../events/nearest-word.ts';
import { finished } from '../texts/finished.ts';
import { defineTexts, type Localized } from '../texts/localized.ts';
import { readPictureText } from './file-text.ts';
import type { Field } from './form.ts';
import type { Json } from './json.ts';

const texts = defineTexts({
  required: { en: 'This one is needed.', de: 'Das hier wird gebraucht.' },
  tooLong: { en: '{length, number} characters, {most, number} fit.', de: '{length, number} Zeichen, {most, number} passen.' },
  oneLine: { en: 'One line only.', de: 'Nur eine Zeile.' },
  text: { en: 'This takes text.', de: 'Hier gehört Text hin.' },
  level: { en: 'A level is 1 to 5, or nothing.', de: 'Eine Stufe geht von 1 bis 5, oder nichts.' },
  flag: { en: 'This is yes or no.', de: 'Hier geht nur ja oder nein.' },
  list: { en: 'This takes a list of: {options}.', de: 'Hier gehört eine Liste hin, aus: {options}.' },
  choice: {
    en: 'It must be one of: {options}.{near, select, none {} other { Did you mean {near}?}}',
    de: 'Es muss eines davon sein: {options}.{near, select, none {} other { Meintest du {near}?}}',
  },
});

/** What is wrong with one value of a field, as a finished sentence; undefined: nothing. The same in the terminal, a form and the wizard. */
export function checkField(field: Field, value: Json | undefined): Localized | undefined {
  if (isEmpty(value)) return field.limits.required === true ? texts.required : undefined;
  switch (field.kind) {
    case 'line':
    case 'text':
    case 'secret':
      return checkText(field, value);
    case 'file':
      return field.limits.picture === true ? checkPicture(value) : checkText(field, value);
    case 'level':
      return !Array.isArray(value) && /^[1-5]$/.test(String(value)) ? undefined : texts.level;
    case 'choice':
      return checkChoice(field, value);
    case 'choices':
      return checkChoices(field, value);
    case 'flag':
      return typeof value === 'boolean' ? undefined : texts.flag;
  }
}

/** Nothing was filled in. */
function isEmpty(value: Json | undefined): value is undefined {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  );
}

function checkText({ kind, limits }: Field, value: Json): Localized | undefined {
  if (typeof value !== 'string') return texts.text;
  if (kind === 'line' && /[\n\r\u2028\u2029]/.test(value)) return texts.oneLine;
  if (limits.maxLength === undefined || value.length <= limits.maxLength) return undefined;
  return finished(texts.tooLong, { length: value.length, most: limits.maxLength });
}

/** A path is looked at where the file is. */
function checkPicture(value: Json): Localized | undefined {
  if (typeof value !== 'string') return texts.text;
  const read = readPictureText(value);
  return read === undefined || read.ok ? undefined : read.fault;
}

function checkChoice(field: Field, value: Json): Localized | undefined {
  const known = valuesOf(field);
  if (typeof value === 'string' && known.includes(value)) return undefined;
  const near = typeof value === 'string' ? nearestWord(value, known) : undefined;
  return finished(texts.choice, { options: known.join(', '), near: near ?? 'none' });
}

function checkChoices(field: Field, value: Json): Localized | undefined {
  if (!Array.isArray(value)) return finished(texts.list, { options: valuesOf(field).join(', ') });
  for (const one of value) {
    const fault = checkChoice(field, one);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function valuesOf({ limits }: Field): readonly string[] {
  return (limits.options ?? []).map((option) => option.value);
}
