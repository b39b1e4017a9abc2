import type { Store } from '../core/ports/store.ts';
import type { Write } from '../core/ports/writes.ts';

/** Whose rows are what `connect` keeps: variables, beside the settings people make. */
const owner = 'connected';

/** What `connect` has kept: variable → value. The environment wins over it. */
export async function readStoredVariables(store: Pick<Store, 'settings'>): Promise<Readonly<Record<string, string>>> {
  const rows = await store.settings.of([{ level: 'operator', owner }]);
  return Object.fromEntries(rows.flatMap(({ key, value }) => (typeof value === 'string' ? [[key, value]] : [])));
}

/** The writes that keep what a connector found; an empty value forgets. */
export function keepVariables(values: Readonly<Record<string, string>>, at: number): readonly Write[] {
  return Object.entries(values).map(([key, value]) => ({
    write: 'setting',
    level: 'operator',
    owner,
    key,
    value: value === '' ? undefined : value,
    at,
  }));
}
