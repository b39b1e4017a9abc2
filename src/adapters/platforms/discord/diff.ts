import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { AppCommand } from './slash-commands.ts';

/** What has to be written so that exactly the wanted commands are registered. */
export interface CommandChanges {
  readonly create: readonly AppCommand[];
  readonly change: readonly { readonly id: string; readonly command: AppCommand }[];
  readonly drop: readonly string[];
}

/** Compares field by field, places and localizations included; what Discord adds by itself does not count. */
export function diffCommands(registered: readonly APIApplicationCommand[], wanted: readonly AppCommand[]): CommandChanges {
  const known = new Map(registered.map((command) => [keyOf(command), command]));
  const keys = new Set(wanted.map(keyOf));
  const create: AppCommand[] = [];
  const change: { readonly id: string; readonly command: AppCommand }[] = [];
  for (const command of wanted) {
    const there = known.get(keyOf(command));
    if (there === undefined) create.push(command);
    else if (fingerprint(there) !== fingerprint(command)) change.push({ id: there.id, command });
  }
  return { create, change, drop: registered.filter((command) => !keys.has(keyOf(command))).map(({ id }) => id) };
}

/** A name may stand once among slash commands and once in each menu. */
const keyOf = ({ type, name }: { readonly type?: number | undefined; readonly name: string }): string => `${type ?? 1}/${name}`;

/** The fields we set; everything else of a registered command is Discord's own. */
const fields = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'required',
  'autocomplete',
  'choices',
  'value',
  'min_value',
  'max_value',
  'min_length',
  'max_length',
  'options',
  'contexts',
  'integration_types',
];

/** The order of these means nothing. */
const sets = ['contexts', 'integration_types'];

function fingerprint(command: object): string {
  return JSON.stringify(plain(command));
}

/** The same for absent, null, false and empty, whatever the order of keys. */
function plain(value: unknown, isLocalized = false): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([name]) => isLocalized || fields.includes(name))
    .map(([name, inner]): readonly [string, unknown] => [
      name,
      sets.includes(name) && Array.isArray(inner) ? inner.toSorted() : plain(inner, name.endsWith('_localizations')),
    ])
    .filter(([, inner]) => !isNothing(inner));
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
