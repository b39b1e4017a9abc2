import { deserialize } from 'node:v8';
import type Database from 'better-sqlite3';
import { idbError } from './idb-error.ts';
import { decodeKey, type IdbKey } from './key-codec.ts';
import { indexKeyOf } from './key-path.ts';
import type { KeyQuery } from './key-query.ts';
import type { IndexShape, StoreShape } from './shapes.ts';

/** A record to write: its key and its value, both as bytes. */
export interface NewRecord {
  readonly key: Buffer;
  readonly bytes: Buffer;
}

/** Where a cursor stands, or what a list has; `key` is the index's where an index is read. */
export interface Found {
  readonly key: Buffer;
  readonly record: Buffer;
  readonly value: Buffer;
}

/** What a reading goes over: the records of a store, by their keys or by those of one of its indexes. */
export interface Source {
  readonly store: StoreShape;
  readonly index?: IndexShape;
}

/** The records, in the transaction that is open on the file. */
export interface Records {
  /** Throws `ConstraintError`, before anything is written, when the key is there (`isNew`) or another record has it in a unique index. */
  put(store: StoreShape, record: NewRecord, isNew: boolean): IdbKey;
  delete(store: StoreShape, query: KeyQuery): void;
  clear(store: StoreShape): void;
  /** At most `limit`, in order; after `last` when that is given. */
  list(source: Source, query: KeyQuery, limits: { readonly limit?: number; readonly last?: Found }): readonly Found[];
  count(source: Source, query: KeyQuery): number;
  /** Puts every record of the store into a new index. */
  fill(store: StoreShape, index: IndexShape): void;
  drop(index: IndexShape): void;
}

export const keyOf = ({ key }: Found): IdbKey => decodeKey(key);
export const primaryKeyOf = ({ record }: Found): IdbKey => decodeKey(record);
export const storedIn = ({ value }: Found): unknown => deserialize(value);

export function createRecords(file: Database.Database): Records {
  const listing = statementsOf<Found>(file);
  const changing = statementsOf<never>(file);
  const counting = statementsOf<{ readonly count: number }>(file);
  const exists = file.prepare('SELECT 1 FROM records WHERE store = ? AND key = ?');
  const insert = file.prepare(
    'INSERT INTO records (store, key, value) VALUES (?, ?, ?) ON CONFLICT (store, key) DO UPDATE SET value = excluded.value',
  );
  const taken = file.prepare('SELECT 1 FROM entries WHERE index_id = ? AND key = ? AND record <> ?');
  const insertEntry = file.prepare('INSERT INTO entries (index_id, key, record) VALUES (?, ?, ?)');
  const deleteEntry = file.prepare('DELETE FROM entries WHERE index_id = ? AND record = ?');
  const deleteEntries = file.prepare('DELETE FROM entries WHERE index_id = ?');
  const deleteRecords = file.prepare('DELETE FROM records WHERE store = ?');
  const everyRecord = file.prepare<[number], { key: Buffer; value: Buffer }>('SELECT key, value FROM records WHERE store = ?');

  const filled = ({ indexes }: StoreShape): readonly IndexShape[] => [...indexes.values()].filter(({ isFilled }) => isFilled);

  function enter(index: IndexShape, key: Buffer, record: Buffer): void {
    if (index.unique && taken.get(index.id, key, record) !== undefined)
      throw idbError('ConstraintError', `another record has this key in ${index.name}`);
    insertEntry.run(index.id, key, record);
  }

  return {
    put(store, { key, bytes }, isNew) {
      if (isNew && exists.get(store.id, key) !== undefined) throw idbError('ConstraintError', 'a record with this key is there already');
      const indexes = filled(store);
      const value: unknown = indexes.length === 0 ? undefined : deserialize(bytes);
      const entries = indexes.map((index) => ({ index, entry: indexKeyOf(value, index.keyPath) }));
      for (const { index, entry } of entries)
        if (index.unique && entry !== undefined && taken.get(index.id, entry, key) !== undefined)
          throw idbError('ConstraintError', `another record has this key in ${index.name}`);
      insert.run(store.id, key, bytes);
      for (const { index, entry } of entries) {
        deleteEntry.run(index.id, key);
        if (entry !== undefined) insertEntry.run(index.id, entry, key);
      }
      return decodeKey(key);
    },
    delete(store, { sql, values }) {
      const records = `SELECT key FROM records WHERE store = ?${sql}`;
      for (const { id } of filled(store))
        changing(`DELETE FROM entries WHERE index_id = ? AND record IN (${records})`).run(id, store.id, ...values);
      changing(`DELETE FROM records WHERE store = ?${sql}`).run(store.id, ...values);
    },
    clear(store) {
      for (const { id } of filled(store)) deleteEntries.run(id);
      deleteRecords.run(store.id);
    },
    list({ store, index }, { sql, values }, { limit = -1, last }) {
      if (index === undefined) {
        const after = last === undefined ? '' : ' AND key > ?';
        const text = `SELECT key, key AS record, value FROM records WHERE store = ?${sql}${after} ORDER BY key LIMIT ?`;
        return listing(text).all(store.id, ...values, ...(last === undefined ? [] : [last.record]), limit);
      }
      const after = last === undefined ? '' : ' AND (entries.key, entries.record) > (?, ?)';
      const text = `SELECT entries.key, entries.record, records.value
        FROM entries JOIN records ON records.store = ? AND records.key = entries.record
        WHERE entries.index_id = ?${sql.replaceAll(' key ', ' entries.key ')}${after} ORDER BY entries.key, entries.record LIMIT ?`;
      const since = last === undefined ? [] : [last.key, last.record];
      return listing(text).all(store.id, index.id, ...values, ...since, limit);
    },
    count({ store, index }, { sql, values }) {
      const [table, id] = index === undefined ? ['records WHERE store', store.id] : ['entries WHERE index_id', index.id];
      return counting(`SELECT count(*) AS count FROM ${table} = ?${sql}`).get(id, ...values)?.count ?? 0;
    },
    fill(store, index) {
      for (const { key, value } of everyRecord.all(store.id)) {
        const entry = indexKeyOf(deserialize(value), index.keyPath);
        if (entry !== undefined) enter(index, entry, key);
      }
      index.isFilled = true;
    },
    drop: ({ id }) => void deleteEntries.run(id),
  };
}

/** The few texts there are differ by the form of the query alone. */
function statementsOf<Row>(file: Database.Database): (sql: string) => Database.Statement<unknown[], Row> {
  const known = new Map<string, Database.Statement<unknown[], Row>>();
  return (sql) => {
    const statement = known.get(sql) ?? file.prepare<unknown[], Row>(sql);
    known.set(sql, statement);
    return statement;
  };
}
