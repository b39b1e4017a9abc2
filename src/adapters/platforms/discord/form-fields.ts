import { type APIComponentInLabel, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { toFieldText } from '../../../core/answers/field-text.ts';
import { pictureNames } from '../../../core/answers/file-text.ts';
import type { Field } from '../../../core/answers/form.ts';
import { cut } from './buttons.ts';
import type { Say } from './say.ts';
import { texts } from './texts.ts';

/** What a modal's parts take. */
export const modalLimits = { text: 4_000, radio: 10, checkboxes: 10, select: 25, option: 100 };
/** What choosing nothing is called inside; every real value starts with `=`. */
export const unsetValue = '-';

type Option = { readonly value: string; readonly label: string };

/** A field in the way Discord asks for it. */
export function toComponent(field: Field, say: Say, locale: string | undefined): APIComponentInLabel {
  const { kind, limits } = field;
  const required = limits.required === true;
  switch (kind) {
    case 'line':
    case 'text':
      return isTooLong(field) ? upload(field.id, false, ['.txt', '.md']) : textInput(field, locale);
    case 'secret':
      return { type: ComponentType.TextInput, custom_id: field.id, style: TextInputStyle.Short, required, max_length: modalLimits.text };
    case 'file':
      return upload(field.id, required, limits.picture === true ? pictureNames : []);
    case 'flag':
      return { type: ComponentType.Checkbox, custom_id: field.id, default: field.value === true };
    case 'level':
    case 'choice':
      return oneOf(field, say, locale);
    case 'choices':
      return severalOf(field, locale);
  }
}

/** More text than a window can show: it can only be replaced by a file. */
export function isTooLong({ kind, value }: Field): boolean {
  return (kind === 'text' || kind === 'line') && typeof value === 'string' && value.length > modalLimits.text;
}

/** A value as an option's id, and back. Undefined: it does not fit into one. */
export const toOptionId = (value: string): string => `=${value}`;
export const fromOptionId = (id: string): string | null => (id.startsWith('=') ? id.slice(1) : null);

function upload(id: string, required: boolean, types: readonly `.${string}`[]): APIComponentInLabel {
  return {
    type: ComponentType.FileUpload,
    custom_id: id,
    required,
    min_values: required ? 1 : 0,
    max_values: 1,
    ...(types.length === 0 ? {} : { file_types: [...types] }),
  };
}

function textInput(field: Field, locale: string | undefined): APIComponentInLabel {
  const value = toFieldText(field, field.value, locale);
  const limit = Math.min(field.limits.maxLength ?? modalLimits.text, modalLimits.text);
  return {
    type: ComponentType.TextInput,
    custom_id: field.id,
    // A value of several lines would lose them in a short input.
    style: field.kind === 'text' || value.includes('\n') ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: field.limits.required === true,
    // A text that is already too long stays whole, so that it can be shortened.
    max_length: Math.max(1, limit, value.length),
    ...(value === '' ? {} : { value }),
  };
}

/** Five anchored words, or a few choices: radio buttons; more of them a select; more than that is typed. */
function oneOf(field: Field, say: Say, locale: string | undefined): APIComponentInLabel {
  const options = optionsOf(field);
  const required = field.limits.required === true;
  const isUnset = field.value === undefined || field.value === null || field.value === '';
  const shown = options.map((option) => ({ ...toOption(option), default: !isUnset && String(field.value) === option.value }));
  const all =
    required || options.some(({ value }) => value === '')
      ? shown
      : [...shown, { label: say(locale, texts.unset, {}), value: unsetValue, default: isUnset }];
  if (options.length === 0 || options.length > modalLimits.select || !fits(options)) return textInput({ ...field, kind: 'line' }, locale);
  if (all.length >= 2 && all.length <= modalLimits.radio)
    return { type: ComponentType.RadioGroup, custom_id: field.id, options: all, required };
  return {
    type: ComponentType.StringSelect,
    custom_id: field.id,
    options: shown,
    required,
    min_values: required ? 1 : 0,
    max_values: 1,
  };
}

function severalOf(field: Field, locale: string | undefined): APIComponentInLabel {
  const options = optionsOf(field);
  const required = field.limits.required === true;
  const chosen: readonly unknown[] = Array.isArray(field.value) ? field.value : [];
  const shown = options.map((option) => ({ ...toOption(option), default: chosen.includes(option.value) }));
  const common = { custom_id: field.id, options: shown, required, min_values: required ? 1 : 0, max_values: Math.max(1, shown.length) };
  if (options.length === 0 || options.length > modalLimits.select || !fits(options)) return textInput({ ...field, kind: 'line' }, locale);
  return options.length <= modalLimits.checkboxes
    ? { type: ComponentType.CheckboxGroup, ...common }
    : { type: ComponentType.StringSelect, ...common };
}

/** A level's options are its words; its values are 1 to 5 whatever they are called inside. */
function optionsOf({ kind, limits: { options = [] } }: Field): readonly Option[] {
  return kind === 'level' ? options.map(({ label }, index) => ({ value: String(index + 1), label: `${index + 1} · ${label}` })) : options;
}

function toOption({ value, label }: Option) {
  const shown = [label, value].find((words) => words.trim() !== '') ?? '…';
  return { value: toOptionId(value), label: cut(shown, modalLimits.option) };
}

const fits = (options: readonly Option[]): boolean => options.every(({ value }) => value.length < modalLimits.option);
