import { idbError } from './idb-error.ts';
import { IDBKeyRange } from './idb-key-range.ts';
import { encodeKey } from './key-codec.ts';

/** Which keys are meant, as a condition on the column `key`. */
export interface KeyQuery {
  readonly sql: string;
  readonly values: readonly Buffer[];
}

const everything: KeyQuery = { sql: '', values: [] };

/** `undefined` and `null` mean every key. */
export function toKeyQuery(query: unknown): KeyQuery {
  if (query === undefined || query === null) return everything;
  if (!(query instanceof IDBKeyRange)) return { sql: ' AND key = ?', values: [encodeKey(query)] };
  const { lower, upper, lowerOpen, upperOpen } = query;
  const parts = [
    ...(lower === undefined ? [] : [{ sql: ` AND key ${lowerOpen ? '>' : '>='} ?`, value: encodeKey(lower) }]),
    ...(upper === undefined ? [] : [{ sql: ` AND key ${upperOpen ? '<' : '<='} ?`, value: encodeKey(upper) }]),
  ];
  return { sql: parts.map(({ sql }) => sql).join(''), values: parts.map(({ value }) => value) };
}

/** The same where all keys must not be meant by mistake. */
export function toNarrowQuery(query: unknown): KeyQuery {
  if (query === undefined || query === null) throw idbError('DataError', 'no key or range was given');
  return toKeyQuery(query);
}
