import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { KeyPath } from './key-path.ts';
import type { IndexShape, StoreShape } from './shapes.ts';

const keyPath = z.union([z.string(), z.array(z.string())]);

/** Which databases, object stores and indexes there are. */
export interface Catalogue {
  /** 0: there is none of this name yet. */
  version(database: string): number;
  setVersion(database: string, version: number): void;
  stores(database: string): Map<string, StoreShape>;
  addStore(database: string, name: string): StoreShape;
  removeStore(store: StoreShape): void;
  addIndex(store: StoreShape, made: { readonly name: string; readonly keyPath: KeyPath; readonly unique: boolean }): IndexShape;
  removeIndex(store: StoreShape, index: IndexShape): void;
}

export function createCatalogue(file: Database.Database): Catalogue {
  const versionOf = file.prepare<[string], { version: number }>('SELECT version FROM databases WHERE name = ?');
  const keepVersion = file.prepare('INSERT OR REPLACE INTO databases (name, version) VALUES (?, ?)');
  const storesOf = file.prepare<[string], { id: number; name: string }>('SELECT id, name FROM stores WHERE database = ?');
  const indexesOf = file.prepare<[number], { id: number; name: string; key_path: string; is_unique: number }>(
    'SELECT id, name, key_path, is_unique FROM indexes WHERE store = ?',
  );
  const insertStore = file.prepare('INSERT INTO stores (database, name) VALUES (?, ?)');
  const deleteStore = file.prepare('DELETE FROM stores WHERE id = ?');
  const insertIndex = file.prepare('INSERT INTO indexes (store, name, key_path, is_unique) VALUES (?, ?, ?, ?)');
  const deleteIndex = file.prepare('DELETE FROM indexes WHERE id = ?');
  const deleteIndexes = file.prepare('DELETE FROM indexes WHERE store = ?');

  function readIndexes(store: number): Map<string, IndexShape> {
    return new Map(
      indexesOf.all(store).map((row) => {
        const { id, name } = row;
        const shape = { id, name, keyPath: keyPath.parse(JSON.parse(row.key_path)), unique: row.is_unique === 1, isFilled: true };
        return [name, shape];
      }),
    );
  }

  return {
    version: (database) => versionOf.get(database)?.version ?? 0,
    setVersion: (database, version) => void keepVersion.run(database, version),
    stores: (database) =>
      new Map(storesOf.all(database).map(({ id, name }) => [name, { id, name, indexes: readIndexes(id), isDeleted: false }])),
    addStore(database, name) {
      const id = Number(insertStore.run(database, name).lastInsertRowid);
      return { id, name, indexes: new Map(), isDeleted: false };
    },
    removeStore({ id }) {
      deleteIndexes.run(id);
      deleteStore.run(id);
    },
    addIndex(store, { name, keyPath: path, unique }) {
      const id = Number(insertIndex.run(store.id, name, JSON.stringify(path), unique ? 1 : 0).lastInsertRowid);
      const shape: IndexShape = { id, name, keyPath: path, unique, isFilled: false };
      store.indexes.set(name, shape);
      return shape;
    },
    removeIndex(store, { id, name }) {
      deleteIndex.run(id);
      store.indexes.delete(name);
    },
  };
}
