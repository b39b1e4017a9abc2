import { checkField } from '../../../core/answers/check-field.ts';
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

/** The forms people have open. */
export interface OpenForms {
  add(form: Form, owner: string): Promise<void>;
  get(id: string): OpenForm | undefined;
  /** The same where a former run opened it. */
  trace(id: string): Promise<FormTrace | undefined>;
  /** The form with what came back, checked at once. */
  fill(id: string, values: Readonly<Record<string, Json>>, locale: string | undefined): Form | undefined;
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
      const kept = { ...form, sections: form.sections.map((section) => ({ ...section, fields: section.fields.map(withoutSecret) })) };
      open.set(form.id, { form: kept, owner });
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
    fill(id, values, locale) {
      const there = open.get(id);
      if (there === undefined) return undefined;
      const form = withValues(there.form, values, (field) => {
        const fault = checkField(field, field.value);
        return fault === undefined ? undefined : say(locale, fault, {});
      });
      open.set(id, { ...there, form });
      return form;
    },
    async prune() {
      for (const { key, value } of await state.list('form/'))
        if (clock.now() - (JSON.parse(value) as FormTrace).at > lifeMs) await state.delete(key);
    },
  };
}

/** A secret goes in, never out. */
function withoutSecret(field: Field): Field {
  if (field.kind !== 'secret') return field;
  const { value: _value, ...rest } = field;
  return rest;
}

function withValues(form: Form, values: Readonly<Record<string, Json>>, faultOf: (field: Field) => string | undefined): Form {
  const change = (field: Field): Field => {
    if (!(field.id in values)) return field;
    const { fault: _fault, ...rest } = field;
    const filled = { ...rest, value: values[field.id] ?? null };
    const fault = faultOf(filled);
    return fault === undefined ? filled : { ...filled, fault };
  };
  return { ...form, sections: form.sections.map((section) => ({ ...section, fields: section.fields.map(change) })) };
}

/** Everything that stands in a form, by field; a secret only where somebody has just typed one. */
export function valuesOf({ sections }: Form): Readonly<Record<string, Json>> {
  const fields = sections.flatMap((section) => section.fields).filter(({ kind, value }) => kind !== 'secret' || value !== undefined);
  return Object.fromEntries(fields.map(({ id, value }) => [id, value ?? null]));
}
