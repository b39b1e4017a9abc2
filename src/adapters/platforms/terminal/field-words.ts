import { describeLimits } from '../../../core/answers/describe-field.ts';
import { toFieldText } from '../../../core/answers/field-text.ts';
import type { Field, Form } from '../../../core/answers/form.ts';
import type { Json } from '../../../core/answers/json.ts';
import type { PlatformSetup } from '../../../core/ports/platform.ts';
import type { FormWalk } from './form-walk.ts';
import { texts } from './texts.ts';

/** What stands before the text of a field. */
export const fieldPrompt = ({ label }: Field): string => `${label} › `;

/** A field that holds a secret already; what it is never comes here. */
export const isKeptSecret = ({ kind, value }: Field): boolean => kind === 'secret' && value !== undefined && value !== null && value !== '';

/** What is said above a field before it is filled in, a line each. */
export function fieldHead({ fields, at }: FormWalk, say: PlatformSetup['say'], language: string): readonly string[] {
  const place = fields[at];
  if (place === undefined) return [];
  const { field, section } = place;
  const limits = describeLimits(field, language).join(' ');
  return [
    ...(section === undefined ? [] : ['', section]),
    `${at + 1}/${fields.length}  ${field.label}${field.help === '' ? '' : `: ${field.help}`}`,
    ...(limits === '' ? [] : [limits]),
    ...(field.kind === 'text' ? [say(language, texts['form-breaks'], {})] : []),
    ...(field.kind === 'secret' ? [say(language, isKeptSecret(field) ? texts['form-secret-kept'] : texts['form-secret'], {})] : []),
    ...(field.fault === undefined ? [] : [`! ${field.fault}`]),
  ];
}

const shownLength = 70;

/** An accepted value in one line, for the eye to check. */
export function acceptedShort(field: Field, value: Json, language: string): string {
  if (field.kind === 'secret') return value === '' ? '' : '•••';
  const line = toFieldText(field, value, language).replaceAll('\n', '⏎');
  return line.length <= shownLength ? line : `${line.slice(0, shownLength - 1).toWellFormed()}…`;
}

/** The line that opens a form again. */
export function commandOf({ again, submit }: Form): string {
  return `/${again ?? submit.command}`;
}
