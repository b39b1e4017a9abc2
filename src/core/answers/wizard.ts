import { holdsKey } from '../privacy/find-keys.ts';
import { createSay } from '../texts/create-say.ts';
import { finished } from '../texts/finished.ts';
import type { Localized } from '../texts/localized.ts';
import { checkField } from './check-field.ts';
import { describeLimits } from './describe-field.ts';
import { readFieldText, toFieldText } from './field-text.ts';
import type { Field, Form } from './form.ts';
import type { Json } from './json.ts';
import { wizardTexts as texts } from './wizard-texts.ts';

const say = createSay();
/** So much of a value stands on the card. */
const shownLength = 60;

/** What a line says to an open form. `fault`: it was meant for the form, and this is what is wrong with it. */
export type WizardStep =
  | { readonly kind: 'set'; readonly field: Field; readonly value: Json }
  /** A secret: taken at once, since it cannot be kept with the form until somebody saves. */
  | { readonly kind: 'secret'; readonly field: Field; readonly value: string }
  | { readonly kind: 'save' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'show'; readonly field: Field }
  | { readonly kind: 'fault'; readonly field?: Field; readonly fault: Localized };

/** A form as a card of text: every field with its number, faults under theirs, and how to answer. */
export function renderForm(form: Form, language: string | undefined): string {
  const lines = [form.title];
  let number = 0;
  for (const { title, fields } of form.sections) {
    lines.push('', title);
    for (const field of fields) {
      number += 1;
      lines.push(`${String(number).padStart(2)}  ${field.label}: ${shortValue(field, language)}`);
      if (field.fault !== undefined) lines.push(`    ! ${field.fault}`);
    }
  }
  return [...lines, '', say(language, form.typesSecrets === true ? texts['how-secret'] : texts.how, {})].join('\n');
}

/** One field whole: its value to the last character, what it is for and what may stand there. */
export function renderField(field: Field, language: string | undefined): string {
  const value = isEmpty(field) || field.kind !== 'text' ? shortValue(field, language, Number.POSITIVE_INFINITY) : String(field.value);
  const lines = [field.label, field.help, ...describeLimits(field, language)];
  if (field.kind === 'text') lines.push(say(language, texts.breaks, {}));
  if (field.fault !== undefined) lines.push(`! ${field.fault}`);
  return [...lines.filter((line) => line !== ''), '', value].join('\n');
}

/** What a line says to an open form; undefined when it is not meant for it. */
export function readWizardLine(form: Form, line: string): WizardStep | undefined {
  const words = line.trim();
  if (/^(?:save|speichern|sichern)$/i.test(words)) return { kind: 'save' };
  if (/^(?:cancel|abbrechen)$/i.test(words)) return { kind: 'cancel' };
  const asked =
    /^(?<verb>show|zeige?|clear|leere?)\s+(?<number>\d{1,3})$/i.exec(words)?.groups ?? /^(?<number>\d{1,3})$/.exec(words)?.groups;
  const filled = /^(?<number>\d{1,3})[.):=]?\s+(?<text>\S[\s\S]*)$/.exec(words)?.groups;
  const number = Number((asked ?? filled)?.['number']);
  const fields = form.sections.flatMap((section) => section.fields);
  if (Number.isNaN(number)) return bareSecret(form, fields, words);
  const field = fields[number - 1];
  if (field === undefined) return { kind: 'fault', fault: noSuchField(number, fields.length) };
  if (filled !== undefined && field.kind === 'secret' && form.typesSecrets === true)
    return { kind: 'secret', field, value: (filled['text'] ?? '').trim() };
  if (filled !== undefined) return set(field, filled['text'] ?? '');
  return /^(?:clear|leere?)$/i.test(asked?.['verb'] ?? '') ? set(field, '') : { kind: 'show', field };
}

/** What looks like a key needs no number before it, where one was asked for. */
function bareSecret({ typesSecrets }: Form, fields: readonly Field[], words: string): WizardStep | undefined {
  const field = typesSecrets === true && /^\S+$/.test(words) && holdsKey(words) ? fields.find(({ kind }) => kind === 'secret') : undefined;
  return field === undefined ? undefined : { kind: 'secret', field, value: words };
}

/** Whether a line is the secret that an open form asks for. */
export const isTypedSecret = (form: Form, line: string): boolean => readWizardLine(form, line)?.kind === 'secret';

function set(field: Field, text: string): WizardStep {
  // A typed line stays where it was typed, and what the wizard keeps lies open in the store.
  if (field.kind === 'secret') return { kind: 'fault', field, fault: texts['no-secret'] };
  const value = readFieldText(field, field.kind === 'text' ? withBreaks(text) : text);
  const fault = checkField(field, value);
  return fault === undefined ? { kind: 'set', field, value } : { kind: 'fault', field, fault };
}

/** `\n` is a line break, `\\` a backslash; any other backslash stays. */
const withBreaks = (text: string): string => text.replace(/\\(?<what>[n\\])/g, (_all, what) => (what === 'n' ? '\n' : '\\'));

function noSuchField(number: number, last: number): Localized {
  return finished(texts['no-such-field'], { number, last });
}

const isEmpty = ({ value }: Field): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function shortValue(field: Field, language: string | undefined, most = shownLength): string {
  const { kind, value, limits } = field;
  if (isEmpty(field)) return say(language, kind === 'level' || kind === 'flag' ? texts.unset : texts.empty, {});
  if (kind === 'secret') return say(language, texts.hidden, {});
  if (typeof value === 'boolean') return say(language, value ? texts.yes : texts.no, {});
  const text = toFieldText(field, value, language);
  if (kind === 'level') return `${text} ${limits.options?.[Number(text) - 1]?.label ?? ''}`.trimEnd();
  const line = text.replaceAll(/\s*\n\s*/g, ' ⏎ ');
  if (line.length <= most) return line;
  return say(language, texts.longer, { shown: cut(line, most), characters: text.length });
}

/** At most so much of a text, no character in halves. */
function cut(text: string, most: number): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > most) break;
    kept += segment;
  }
  return kept.trimEnd();
}
