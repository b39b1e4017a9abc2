import type { z } from 'zod';
import { Codes, type FormError, type FormErrors, nest, Refusal } from '../refusal.ts';

type Issue = z.core.$ZodIssue;

/** Gives the body back when Discord would take it, and refuses with 50035 in Discord's shape when not. */
export function checkForm<T>(schema: z.ZodType, body: unknown): T {
  const read = schema.safeParse(body);
  if (!read.success) throw new Refusal(Codes.InvalidFormBodyOrContentType, toErrors(read.error.issues));
  return body as T;
}

function toErrors(issues: readonly Issue[]): FormErrors {
  return issues.flatMap(flatten).reduce<FormErrors>((all, issue) => merge(all, nest(issue.path, [toError(issue)])), {});
}

/** A union's complaints are those of the one variant that came nearest. */
function flatten(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const nearest = issue.errors.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return nearest.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}

function toError(issue: Issue): FormError {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` }
        : issue.origin === 'array'
          ? { code: 'BASE_TYPE_BAD_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` }
          : { code: 'NUMBER_TYPE_MAX', message: `Value should be less than or equal to ${issue.maximum}.` };
    case 'too_small':
      return issue.origin === 'number'
        ? { code: 'NUMBER_TYPE_MIN', message: `Value should be greater than or equal to ${issue.minimum}.` }
        : { code: 'BASE_TYPE_BAD_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
    case 'invalid_type':
      return issue.input === undefined && !('input' in issue && issue.input === null)
        ? { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
        : { code: 'BASE_TYPE_INVALID', message: issue.message };
    case 'invalid_value':
    case 'invalid_union':
      return { code: 'BASE_TYPE_CHOICES', message: issue.message };
    case 'invalid_format':
      return { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' };
    case 'unrecognized_keys':
      // Discord would lose it silently; a test must not.
      return { code: 'TWIN_UNKNOWN_FIELD', message: `No such field: ${issue.keys.join(', ')}` };
    case 'custom':
      return { code: String(issue.params?.['code'] ?? 'INVALID'), message: issue.message };
    default:
      return { code: 'INVALID', message: issue.message };
  }
}

function merge(a: FormErrors, b: FormErrors): FormErrors {
  const all: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const old = all[key];
    if (key === '_errors' && Array.isArray(old) && Array.isArray(value)) all[key] = [...old, ...value];
    else if (isErrors(old) && isErrors(value)) all[key] = merge(old, value);
    else all[key] = value;
  }
  return all as FormErrors;
}

const isErrors = (value: unknown): value is FormErrors => typeof value === 'object' && value !== null && !Array.isArray(value);

/** One rule over several fields. */
export function complain(ctx: z.core.ParsePayload, code: string, at: { readonly path: PropertyKey[]; readonly message: string }): void {
  ctx.issues.push({ code: 'custom', input: ctx.value, path: at.path, message: at.message, params: { code } });
}
