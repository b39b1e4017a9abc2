import { type APIComponentInLabel, type APITextInputComponent, ComponentType as Kind } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { storeFile, type Upload } from '../message/store-file.ts';
import type { ShownModal } from './asked.ts';
import { resolve } from './fill-options.ts';

/** What a person puts into a field: a text, the words of one or more choices, a tick, files, or ids. */
export type Entry = string | boolean | readonly (string | Upload | { readonly id: string })[];
export type Entries = Readonly<Record<string, Entry>>;

export interface Submission {
  readonly custom_id: string;
  readonly components: readonly object[];
  readonly resolved?: object;
}

/** The modal as a client sends it in; fields that are not named keep what stood there. */
export function fillModal(core: Core, { data, interaction }: ShownModal, entries: Entries): Submission {
  const resolved: Record<string, Record<string, unknown>> = {};
  const used = new Set<string>();
  const entryFor = (label: string, id: string): Entry | undefined => {
    const key = [label, id].find((name) => name in entries);
    if (key !== undefined) used.add(key);
    return key === undefined ? undefined : entries[key];
  };
  const labels: string[] = [];
  const components = data.components.map((part, at): object => {
    const id = part.id ?? at + 1;
    if (part.type === Kind.TextDisplay) return { type: part.type, id };
    if (part.type === Kind.ActionRow) {
      const inputs = part.components.map((input) => {
        labels.push(input.label ?? input.custom_id);
        return {
          type: Kind.TextInput,
          id: 1,
          custom_id: input.custom_id,
          value: writeText(input, entryFor(input.label ?? '', input.custom_id), input.label ?? ''),
        };
      });
      return { type: part.type, id, components: inputs };
    }
    labels.push(part.label);
    const field: Field = { part: part.component, label: part.label, entry: entryFor(part.label, part.component.custom_id) };
    const filled = {
      type: part.component.type,
      id: id + 100,
      custom_id: part.component.custom_id,
      ...fill(core, field, { channel: interaction.channel, resolved }),
    };
    return { type: part.type, id, component: filled };
  });
  const unknown = Object.keys(entries).find((key) => !used.has(key));
  if (unknown !== undefined) throw new Error(`The modal "${data.title}" has no field ${unknown}; it has ${labels.join(', ')}.`);
  return { custom_id: data.custom_id, components, ...(Object.keys(resolved).length === 0 ? {} : { resolved }) };
}

interface Field {
  readonly part: APIComponentInLabel;
  readonly label: string;
  readonly entry: Entry | undefined;
}

type Surroundings = Parameters<typeof resolve>[2];

function fill(core: Core, { part, label, entry }: Field, around: Surroundings): object {
  switch (part.type) {
    case Kind.TextInput:
      return { value: writeText(part, entry, label) };
    case Kind.Checkbox:
      return { value: typeof entry === 'boolean' ? entry : part.default === true };
    case Kind.RadioGroup: {
      const [value = null] = choose({ options: part.options, entry, label });
      if (value === null && part.required !== false) throw new Error(`${label}: choose one.`);
      return { value };
    }
    case Kind.StringSelect:
    case Kind.CheckboxGroup: {
      const values = choose({ options: part.options, entry, label });
      const { min, max } = bounds(part, part.type === Kind.StringSelect ? 1 : part.options.length);
      if (values.length < min || values.length > max) throw new Error(`${label}: choose ${min} to ${max}.`);
      return { values };
    }
    case Kind.FileUpload: {
      const files = Array.isArray(entry) ? entry.filter((one): one is Upload => typeof one === 'object' && 'bytes' in one) : [];
      const { min, max } = bounds(part, 1);
      if (files.length < min || files.length > max) throw new Error(`${label}: ${min} to ${max} files.`);
      for (const file of files) assertFileType(part.file_types, file, label);
      const stored = files.map((file) => storeFile(core, file, { channelId: around.channel.id, isTemporary: true }));
      if (stored.length > 0) around.resolved['attachments'] = Object.fromEntries(stored.map((one) => [one.id, one]));
      return { values: stored.map(({ id }) => id) };
    }
    default: {
      const defaults = part.default_values?.map(({ id }) => id) ?? [];
      const values = Array.isArray(entry) ? entry.flatMap((one) => (typeof one === 'object' && 'id' in one ? [one.id] : [])) : defaults;
      for (const id of values) resolve(core, id, around);
      return { values };
    }
  }
}

interface Bounded {
  readonly required?: boolean | undefined;
  readonly min_values?: number | undefined;
  readonly max_values?: number | undefined;
}

/** How many; where nothing is required, none is fine too. */
function bounds(part: Bounded, usual: number): { readonly min: number; readonly max: number } {
  return { min: part.required === false ? 0 : (part.min_values ?? 1), max: part.max_values ?? usual };
}

function writeText(input: APITextInputComponent, entry: Entry | undefined, label: string): string {
  if (entry !== undefined && typeof entry !== 'string') throw new Error(`${label} takes a text.`);
  const text = entry ?? input.value ?? '';
  if (text === '' && input.required === false) return text;
  if (text === '') throw new Error(`${label} must be filled in.`);
  if (text.length < (input.min_length ?? 0) || text.length > (input.max_length ?? 4000))
    throw new Error(`${label} takes ${input.min_length ?? 0} to ${input.max_length ?? 4000} characters, not ${text.length}.`);
  return text;
}

interface Choosing {
  readonly options: readonly { readonly label: string; readonly value: string; readonly default?: boolean }[];
  readonly entry: Entry | undefined;
  readonly label: string;
}

/** Values of the chosen options, named by what stands there. */
export function choose({ options, entry, label }: Choosing): readonly string[] {
  if (entry === undefined) return options.filter((one) => one.default === true).map(({ value }) => value);
  return [entry].flat().map((word) => {
    const found = options.find((one) => one.label === word || one.value === word);
    if (found === undefined) throw new Error(`${label}: no ${String(word)} among ${options.map((one) => one.label).join(', ')}.`);
    return found.value;
  });
}

/** Discord looks at the name only. */
function assertFileType(types: readonly string[] | undefined, file: Upload, label: string): void {
  const fits =
    types === undefined ||
    types.some((type) => (type.startsWith('.') ? file.name.endsWith(type) : file.contentType.startsWith(`${type}/`)));
  if (!fits) throw new Error(`${label} takes ${types?.join(', ')}, not ${file.name}.`);
}
