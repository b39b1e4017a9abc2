import { isPictureText } from './file-text.ts';
import type { Field } from './form.ts';
import type { Json } from './json.ts';

/** What a field's value looks like where it is typed; the way back is `readFieldText`. A secret is never shown. */
export function toFieldText(field: Field, value: Json | undefined, language?: string): string {
  if (typeof value === 'string' && field.kind === 'file' && isPictureText(value)) return shortPicture(value);
  if (field.kind === 'secret' || value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? yes(language) : 'n';
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * A typed text as the kind of value its field holds: a level's number, a flag, a list. What cannot be read stays text, so that
 * `checkField` says what is wrong with it.
 */
export function readFieldText(field: Field, text: string): Json {
  const typed = text.trim();
  switch (field.kind) {
    case 'level':
      return typed === '' ? null : readLevel(field, typed);
    case 'flag':
      return typed === '' ? null : (flags[typed.toLowerCase()] ?? typed);
    case 'choice':
      return typed === '' ? null : readChoice(field, typed);
    case 'choices':
      return readChoices(field, typed);
    case 'text':
      return text;
    case 'line':
    case 'file':
    case 'secret':
      return typed;
  }
}

/** `PNG, 12 KB` */
function shortPicture(text: string): string {
  const kind = /^data:image\/(\w+)/.exec(text)?.[1] ?? '';
  return `${kind.toUpperCase()}, ${Math.ceil((text.length * 3) / 4 / 1024)} KB`;
}

const yes = (language: string | undefined): string => (language?.toLowerCase().startsWith('de') ? 'j' : 'y');

const flags: Readonly<Record<string, boolean>> = {
  y: true,
  yes: true,
  j: true,
  ja: true,
  true: true,
  on: true,
  an: true,
  '1': true,
  n: false,
  no: false,
  nein: false,
  false: false,
  off: false,
  aus: false,
  '0': false,
};

function readLevel({ limits: { options = [] } }: Field, typed: string): Json {
  if (/^[+-]?\d+$/.test(typed)) return Number(typed);
  const word = options.findIndex(({ label }) => isSame(label, typed));
  return word < 0 ? typed : word + 1;
}

/** By its value, its label or its number in the list, in this order. */
function readChoice({ limits: { options = [] } }: Field, typed: string): string {
  const named = options.find(({ value }) => isSame(value, typed)) ?? options.find(({ label }) => isSame(label, typed));
  const numbered = /^\d+$/.test(typed) ? options[Number(typed) - 1] : undefined;
  return (named ?? numbered)?.value ?? typed;
}

function readChoices(field: Field, typed: string): Json {
  const parts = typed
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return [...new Set(parts.map((part) => readChoice(field, part)))];
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
