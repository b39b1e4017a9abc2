import { readFieldText } from '../../../core/answers/field-text.ts';
import type { Field, Form } from '../../../core/answers/form.ts';
import type { Json } from '../../../core/answers/json.ts';

/** One accepted value. */
interface Step {
  readonly at: number;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Somebody on their way through a form, field by field; every accepted value can be undone and redone. */
export interface FormWalk {
  readonly fields: readonly { readonly field: Field /** Title of its section, on the first field of it. */; readonly section?: string }[];
  /** Of each field, what it holds now. */
  readonly values: readonly (Json | undefined)[];
  /** Which field is being filled in; past the last one the form is done. */
  readonly at: number;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** The form came back with faults: only those fields are asked. */
  readonly isRepair: boolean;
}

export function startWalk(form: Form): FormWalk {
  const fields = form.sections.flatMap(({ title, fields }) =>
    fields.map((field, at) => (at === 0 ? { field, section: title } : { field })),
  );
  const values = fields.map(({ field }) => (field.kind === 'secret' ? undefined : field.value));
  const isRepair = fields.some(({ field }) => field.fault !== undefined);
  return { fields, values, past: [], future: [], isRepair, at: isRepair ? nextFault(fields, 0) : 0 };
}

/** The field's value is taken and the next one is asked; what is as it was is no step. */
export function acceptValue(walk: FormWalk, value: Json): { readonly walk: FormWalk; readonly isChanged: boolean } {
  const { at, values } = walk;
  const before = values[at];
  const field = walk.fields[at]?.field;
  const isChanged = field !== undefined && !isSame(field, before, value);
  const onward = { ...walk, at: walk.isRepair ? nextFault(walk.fields, at + 1) : at + 1 };
  if (!isChanged) return { walk: onward, isChanged };
  return {
    walk: { ...onward, values: values.with(at, value), past: [...walk.past, { at, before, after: value }], future: [] },
    isChanged,
  };
}

/** Takes the last accepted value back and stands at its field; undefined when there is none. */
export function undoStep(walk: FormWalk): FormWalk | undefined {
  const step = walk.past.at(-1);
  if (step === undefined) return undefined;
  return {
    ...walk,
    at: step.at,
    values: walk.values.with(step.at, step.before),
    past: walk.past.slice(0, -1),
    future: [...walk.future, step],
  };
}

export function redoStep(walk: FormWalk): FormWalk | undefined {
  const step = walk.future.at(-1);
  if (step === undefined) return undefined;
  return {
    ...walk,
    at: step.at,
    values: walk.values.with(step.at, step.after),
    past: [...walk.past, step],
    future: walk.future.slice(0, -1),
  };
}

export function previousField(walk: FormWalk): FormWalk {
  return { ...walk, at: Math.max(0, walk.at - 1) };
}

/** By field id, what the form holds now; what was never touched nor set is left out. A draft holds no secrets. */
export function valuesOf({ fields, values, past, future }: FormWalk, isPartial: boolean): Readonly<Record<string, Json>> {
  const touched = new Set([...past, ...future].map(({ at }) => at));
  const set = fields.flatMap(({ field }, at): [string, Json][] => {
    if (isPartial && field.kind === 'secret') return [];
    const value = values[at];
    if (value !== undefined) return [[field.id, value]];
    // Set and taken back: said so, since a former draft may hold it.
    return touched.has(at) && field.kind !== 'secret' ? [[field.id, readFieldText(field, '')]] : [];
  });
  return Object.fromEntries(set);
}

/** Is a typed value what the field holds? Nothing is the same as an empty text, an empty list, or never set. */
export function isSame(field: Field, one: Json | undefined, other: Json | undefined): boolean {
  // An empty secret leaves the kept one as it is.
  if (field.kind === 'secret' && one === undefined && other === '') return true;
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain(value: Json | undefined): Json {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0) ? null : value;
}

function nextFault(fields: FormWalk['fields'], from: number): number {
  const at = fields.findIndex(({ field }, index) => index >= from && field.fault !== undefined);
  return at < 0 ? fields.length : at;
}
