import { createHash } from 'node:crypto';
import type { PictureMime, PictureStore } from '../../../core/ports/picture-store.ts';
import type { Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';

export function createPictureStore({ client }: Connection): PictureStore {
  const one = client.prepare<[string], { mime: PictureMime; bytes: Uint8Array }>('SELECT mime, bytes FROM pictures WHERE hash = ?');
  return {
    hashOf: async (given) => createHash('sha256').update(given).digest('hex'),
    async get(hash) {
      const row = one.get(hash);
      return row === undefined ? undefined : { mime: row.mime, bytes: new Uint8Array(row.bytes) };
    },
  };
}

export interface PictureWrites {
  keep(write: Extract<Write, { write: 'picture' }>): void;
  /** After the batch: those of these pictures that nothing refers to go. True: some did. */
  tidy(hashes: ReadonlySet<string>): boolean;
}

export function createPictureWrites({ client }: Connection): PictureWrites {
  const keep = client.prepare<{ hash: string; mime: string; bytes: Uint8Array }>(
    'INSERT INTO pictures (hash, mime, bytes) VALUES (:hash, :mime, :bytes) ON CONFLICT (hash) DO NOTHING',
  );
  const drop = client.prepare<{ hash: string }>(`
    DELETE FROM pictures WHERE hash = :hash
      AND NOT EXISTS (SELECT 1 FROM revisions WHERE picture = :hash) AND NOT EXISTS (SELECT 1 FROM drafts WHERE picture = :hash)`);
  return {
    keep: ({ hash, mime, bytes }) => void keep.run({ hash, mime, bytes }),
    tidy: (hashes) => [...hashes].filter((hash) => drop.run({ hash }).changes > 0).length > 0,
  };
}
