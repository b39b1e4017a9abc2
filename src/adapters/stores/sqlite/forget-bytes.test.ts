import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { controlOf, deliveryOf, factOf, intakeOf, replyTo, talk } from '../../../../test/contracts/store-samples.ts';
import { stillClock } from '../../../../test/fakes/still-clock.ts';
import { openSqliteStore, type SqliteStore } from './index.ts';

const secret = 'Zaubertrankrezept';
let folder: string;
let store: SqliteStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'miachat-forget-'));
  store = await openSqliteStore({ folder, clock: stillClock() });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Which files of the folder hold the word, in any case: the index keeps it folded. */
function traces(word: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.startsWith('miachat.db'));
  return names.filter(
    (name) => existsSync(join(folder, name)) && readFileSync(join(folder, name), 'latin1').toLowerCase().includes(word.toLowerCase()),
  );
}

async function sayIt(): Promise<void> {
  const chatter = Array.from({ length: 200 }, (_, index) => intakeOf(`x${index}`, { text: `idle words number ${index} about gardens` }));
  await talk(store, [...chatter.slice(0, 100), intakeOf('1', { text: `psst: ${secret} ${'long '.repeat(2000)}` }), ...chatter.slice(100)]);
  await store.inbox.claim(controlOf('e', { kind: 'messageEdited', ref: 'r-1', text: `no, ${secret}!` }));
  await store.commit([{ write: 'edit', message: 'm-1', text: `no, ${secret}!`, at: 3 }]);
  await store.commit([
    { write: 'reply', reply: replyTo('1', { text: `oh, ${secret}?` }) },
    deliveryOf('1', { final: { kind: 'notice', to: null, text: secret } }),
  ]);
  await store.commit([{ write: 'deliveryState', key: 'd-1', partial: `oh, ${secret}` }]);
}

it('leaves no byte of a forgotten line in file and log', async () => {
  await sayIt();
  expect(traces(secret)).not.toEqual([]);
  await store.commit([
    { write: 'forget', message: 'm-1' },
    { write: 'forget', message: 'a-1' },
  ]);
  expect(traces(secret)).toEqual([]);
  expect((await store.check()).problems).toEqual([]);
  expect((await store.history.message('m-x150'))?.text).toContain('gardens');
});

it('leaves no byte of a forgotten fact, nor of what a command was called with', async () => {
  await sayIt();
  await store.commit([
    { write: 'forget', message: 'm-1' },
    { write: 'forget', message: 'a-1' },
  ]);
  await store.commit(Array.from({ length: 50 }, (_, index) => ({ write: 'fact', fact: factOf(`f${index}`) }) as const));
  await store.commit([{ write: 'fact', fact: factOf('s', { text: `the ${secret}` }) }]);
  const call = { command: `memory remember ${secret}`, args: { text: secret } };
  await store.inbox.claim(controlOf('c', { kind: 'command', call }));
  await store.inbox.claim(controlOf('f', { kind: 'formSubmitted', form: 'x', revision: 1, values: { text: secret } }));
  expect(traces(secret)).not.toEqual([]);
  await store.commit([{ write: 'forgetFact', fact: 's' }]);
  expect(traces(secret)).not.toEqual([]);
  await store.commit([
    { write: 'blankCall', turn: 't-c' },
    { write: 'blankCall', turn: 't-f' },
  ]);
  expect(traces(secret)).toEqual([]);
});

it('leaves no byte of a hidden line that is forgotten, and every byte of one that is brought back', async () => {
  await sayIt();
  await store.commit([{ write: 'hide', batch: 'b', person: 'p-x0', messages: ['m-1', 'a-1'], facts: [], due: 9 }]);
  await store.commit([{ write: 'unhide', batch: 'b' }]);
  expect((await store.history.message('a-1'))?.text).toBe(`oh, ${secret}?`);
  await store.commit([{ write: 'hide', batch: 'b', person: 'p-x0', messages: ['m-1', 'a-1'], facts: [], due: 9 }]);
  await store.commit([
    { write: 'forget', message: 'm-1' },
    { write: 'forget', message: 'a-1' },
  ]);
  expect(traces(secret)).toEqual([]);
  expect((await store.check()).problems).toEqual([]);
});

it('empties the log later when a reader holds it now', async () => {
  await sayIt();
  const reader = await openSqliteStore({ folder, clock: stillClock(), readonly: true });
  const held = reader.adapterState('test');
  // A read that stays open keeps the log; the reader's own connection gives it back when it closes.
  await held.get('nothing');
  await store.commit([
    { write: 'forget', message: 'm-1' },
    { write: 'forget', message: 'a-1' },
  ]);
  await reader.close();
  await store.commit([]);
  expect(traces(secret)).toEqual([]);
});

it('leaves no byte of a picture that nothing shows any more, and keeps one that something shows', async () => {
  const bytes = new Uint8Array(Buffer.from(`${secret} `.repeat(20_000)));
  const draft = { write: 'draft', personality: 'x', base: 0, body: {}, at: 1, picture: 'h' } as const;
  await store.commit([
    { write: 'picture', hash: 'h', mime: 'image/png', bytes },
    { ...draft, owner: 'p-1' },
    { ...draft, owner: 'p-2' },
  ]);
  await store.commit([{ ...draft, owner: 'p-1', body: undefined }]);
  expect(traces(secret)).not.toEqual([]);
  await store.commit([{ ...draft, owner: 'p-2', picture: 'other' }]);
  expect(traces(secret)).toEqual([]);
  expect((await store.check()).problems).toEqual([]);
});
