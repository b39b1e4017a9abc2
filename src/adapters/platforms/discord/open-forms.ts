import { checkField } from '../../../core/answers/check-field.ts';
import { toFieldText } from '../../../core/answers/field-text.ts';
import type { Field, Form } from '../../../core/answers/form.ts';
import type { Json } from '../../../core/answers/json.ts';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Say } from './say.ts';

/** So many forms are held with what was typed; older ones are opened anew from their draft. */
const mostForms = 200;
const lifeMs = 24 * 3_600_000;

/** What is left of a form after a restart: never what was typed, that is the engine's draft. */
export interface FormTrace {
  readonly owner: string;
  readonly revision: number;
  /** The command that opens it again. */
  readonly again?: string;
  readonly at: number;
}

export interface OpenForm {
  readonly form: Form;
  readonly owner: string;
}

interface Given {
  readonly values: Readonly<Record<string, Json>>;
  readonly untouched: readonly string[];
}

/** The forms people have open. */
export interface OpenForms {
  add(form: Form, owner: string): Promise<void>;
  get(id: string): OpenForm | undefined;
  /** The same where a former run opened it. */
  trace(id: string): Promise<FormTrace | undefined>;
  /** The form with what came back, checked at once. `untouched`: fields that take a file and got none. */
  fill(id: string, given: Given, locale: string | undefined): Form | undefined;
  /** Forgets what is too old to be sent in. */
  prune(): Promise<void>;
}

export function createOpenForms({
  state,
  clock,
  say,
}: {
  readonly state: AdapterState;
  readonly clock: Clock;
  readonly say: Say;
}): OpenForms {
  const open = new Map<string, OpenForm>();
  return {
    async add(form, owner) {
      open.set(form.id, { form: withoutSecrets(form), owner });
      const oldest = open.keys().next().value;
      if (open.size > mostForms && oldest !== undefined) open.delete(oldest);
      const trace: FormTrace = {
        owner,
        revision: form.revision,
        at: clock.now(),
        ...(form.again === undefined ? {} : { again: form.again }),
      };
      await state.set(`form/${form.id}`, JSON.stringify(trace));
    },
    get: (id) => open.get(id),
    async trace(id) {
      const kept = await state.get(`form/${id}`);
      return kept === undefined ? undefined : (JSON.parse(kept) as FormTrace);
    },
    fill(id, given, locale) {
      const there = open.get(id);
      if (there === undefined) return undefined;
      const form = withValues(there.form, given, (field) => {
        const fault = checkField(field, field.value);
        return fault === undefined ? undefined : say(locale, fault, {});
      });
      // What was typed as a secret goes on with this submit and stays in no memory here, unless its form is sent in piece by piece.
      open.set(id, { ...there, form: form.sections.length === 1 ? withoutSecrets(form) : form });
      return form;
    },
    async prune() {
      for (const { key, value } of await state.list('form/'))
        if (clock.now() - (JSON.parse(value) as FormTrace).at > lifeMs) await state.delete(key);
    },
  };
}

const withoutSecrets = (form: Form): Form => ({
  ...form,
  sections: form.sections.map((section) => ({ ...section, fields: section.fields.map(withoutSecret) })),
});

/** A secret goes in, never out. */
function withoutSecret(field: Field): Field {
  if (field.kind !== 'secret') return field;
  const { value: _value, ...rest } = field;
  return rest;
}

function withValues(form: Form, { values, untouched }: Given, faultOf: (field: Field) => string | undefined): Form {
  const change = (field: Field): Field => {
    if (!(field.id in values) && !untouched.includes(field.id)) return field;
    const { fault: _fault, ...rest } = field;
    // Nobody took the file that was at fault: without another one all is well.
    if (!(field.id in values)) return rest;
    const filled = { ...rest, value: values[field.id] ?? null };
    const fault = faultOf(filled);
    if (field.limits.picture === true) return fault === undefined ? withoutBytes(filled) : { ...rest, fault };
    return fault === undefined ? filled : { ...filled, fault };
  };
  return { ...form, sections: form.sections.map((section) => ({ ...section, fields: section.fields.map(change) })) };
}

/** A picture is handed over with the submit that brought it; here only what it is stays, not a megabyte for each form. */
function withoutBytes(field: Field): Field {
  return { ...field, value: toFieldText(field, field.value) };
}

/** A picture that was refused and not replaced yet. */
export function refusedPicture({ sections }: Form): Field | undefined {
  return sections.flatMap((section) => section.fields).find(({ limits, fault }) => limits.picture === true && fault !== undefined);
}

/** Everything that stands in a form, by field; a secret only where somebody has just typed one, never a picture. */
export function valuesOf({ sections }: Form): Readonly<Record<string, Json>> {
  const fields = sections
    .flatMap((section) => section.fields)
    .filter(({ kind, value, limits }) => (kind !== 'secret' || value !== undefined) && limits.picture !== true);
  return Object.fromEntries(fields.map(({ id, value }) => [id, value ?? null]));
}
