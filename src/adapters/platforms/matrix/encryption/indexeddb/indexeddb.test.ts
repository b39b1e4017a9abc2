import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDBFactory as OracleFactory, IDBKeyRange as OracleKeyRange } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IdbWorld, openIdb, type Program, play, programs } from '../../../../../../test/fakes/idb-programs.ts';
import { IDBDatabase } from './idb-database.ts';
import { IDBFactory } from './idb-factory.ts';
import { IDBKeyRange } from './idb-key-range.ts';
import { compareKeys, decodeKey, encodeKey } from './key-codec.ts';
import { openSqliteHome, type SqliteHome } from './sqlite-home.ts';

let folder = '';
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'miachat-idb-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nextFile = (): string => join(folder, `${++files}.db`);
const oracle = (): IdbWorld => ({ factory: new OracleFactory(), ranges: OracleKeyRange });
const worldOf = (home: SqliteHome): IdbWorld => ({ factory: new IDBFactory((kept) => ({ home, kept })), ranges: IDBKeyRange });

/** Plays it in a file of its own; what a program sees, and what the next process would find. */
async function playInFile(program: Program): Promise<readonly unknown[]> {
  const file = nextFile();
  const home = openSqliteHome(file);
  const seen = await play(worldOf(home), program).finally(() => home.close());
  const again = openSqliteHome(file);
  const kept = await openIdb(worldOf(again), []).finally(() => again.close());
  return [...seen, kept];
}

async function playInOracle(program: Program): Promise<readonly unknown[]> {
  const world = oracle();
  const seen = await play(world, program);
  return [...seen, await openIdb(world, [])];
}

describe('IndexedDB on SQLite', () => {
  it('answers random programs as the reference does, and keeps the same', async () => {
    await fc.assert(
      fc.asyncProperty(programs, async (program) => {
        expect(await playInFile(program)).toEqual(await playInOracle(program));
      }),
      { numRuns: 60 },
    );
  });

  // The reference takes an empty view for a detached one, so none is drawn.
  it('orders keys as the reference does, and gives them back', () => {
    const oracleFactory = new OracleFactory();
    const part = fc.oneof(
      fc.double({ noNaN: true }),
      fc.integer(),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.uint8Array({ minLength: 1, maxLength: 4 }),
    );
    const key = fc.letrec((tie) => ({
      key: fc.oneof({ depthSize: 'small' }, part, fc.date({ noInvalidDate: true }), fc.array(tie('key'), { maxLength: 3 })),
    })).key;
    fc.assert(
      fc.property(key, key, (one, other) => {
        expect(Math.sign(compareKeys(one, other))).toBe(oracleFactory.cmp(one, other));
        expect(compareKeys(decodeKey(encodeKey(one)), one)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('says what it does not have, instead of doing something else', async () => {
    const home = openSqliteHome(nextFile());
    const request = new IDBFactory((kept) => ({ home, kept })).open('test', 1);
    const thrown: string[] = [];
    const attempt = (work: () => unknown): void => {
      try {
        work();
        thrown.push('nothing');
      } catch (error) {
        thrown.push(error instanceof Error ? error.name : 'unknown');
      }
    };
    const opened = new Promise((resolve) => {
      request.onsuccess = resolve;
    });
    request.onupgradeneeded = () => {
      const database = request.result;
      if (!(database instanceof IDBDatabase)) throw new Error('no database');
      attempt(() => database.createObjectStore('a', { keyPath: 'id' }));
      attempt(() => database.createObjectStore('a', { autoIncrement: true }));
      const store = database.createObjectStore('a');
      attempt(() => store.createIndex('many', 'tags', { multiEntry: true }));
      attempt(() => store.openCursor(undefined, 'prev'));
    };
    await opened;
    home.close();
    expect(thrown).toEqual(Array.from({ length: 4 }, () => 'NotSupportedError'));
  });

  it('has on the disk what it has said is done, though the process is killed', async () => {
    const file = nextFile();
    const program = join(import.meta.dirname, '../../../../../../test/fakes/idb-writer.program.ts');
    for (let round = 0; round < 3; round += 1) {
      const child = spawn(process.execPath, [program, file, String(round * 1_000)], { stdio: ['ignore', 'pipe', 'inherit'] });
      const done: number[] = [];
      for await (const text of child.stdout.setEncoding('utf8')) {
        done.push(...String(text).trim().split('\n').map(Number));
        if (done.length >= 20) child.kill('SIGKILL');
      }
      const home = openSqliteHome(file);
      const kept = await openIdb(worldOf(home), []).finally(() => home.close());
      expect(done.length).toBeGreaterThanOrEqual(20);
      expect(JSON.stringify(kept)).toContain(JSON.stringify(done.map((key) => ({ key }))).slice(1, -1));
    }
  });
});
