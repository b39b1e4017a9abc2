import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { controlOf, deliveryOf } from '../../../test/contracts/store-samples.ts';
import { createTown, dmOf, graceMs, type Town } from '../../../test/fakes/memory-town.ts';
import { stillClock } from '../../../test/fakes/still-clock.ts';
import { openSqliteStore, type SqliteStore } from '../../adapters/stores/sqlite/index.ts';

const secret = 'Zaubertrankrezept';
let folder: string;
let store: SqliteStore;
let town: Town;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'miachat-memory-'));
  store = await openSqliteStore({ folder, clock: stillClock() });
  town = createTown(store);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Which files of the folder hold the word, in any case: the index keeps it folded. */
function traces(): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.startsWith('miachat.db'));
  return names.filter((name) => readFileSync(join(folder, name), 'latin1').toLowerCase().includes(secret.toLowerCase()));
}

/** A command of Ada's that was called with the word and answered with it, as the engine leaves it. */
async function command(id: string, words: string): Promise<void> {
  const call = { command: `memory ${words}`, args: { text: words } };
  await store.inbox.claim(controlOf(id, { kind: 'command', call }, { room: dmOf('ada'), kind: 'dm', participant: 'town:ada' }));
  await store.commit([
    deliveryOf(id, { turn: `t-${id}`, room: dmOf('ada'), message: undefined, final: { kind: 'notice', to: id, text: words } }),
  ]);
  await store.commit([
    { write: 'deliveryState', key: `d-${id}`, state: 'sent' },
    { write: 'turn', id: `t-${id}`, state: 'delivered' },
    { write: 'blankCall', turn: `t-${id}` },
  ]);
}

it('leaves no byte of what was said, kept, recalled and repeated, in file and log', async () => {
  for (let count = 0; count < 150; count += 1) await town.say({ by: 'ada', text: `idle words number ${count} about gardens` });
  const line = await town.say({ by: 'ada', text: `psst: my ${secret} ${'is long '.repeat(1500)}` });
  const echo = await town.answer({ to: line, text: `Your ${secret}, my dear!` });
  await town.answer({ to: line, text: `The ${secret} once more.`, variant: 2 });
  await town.memory.remember(town.caller('ada'), `never lose the ${secret}`, 'mia');
  await command('c1', `remember never lose the ${secret}`);
  const den = await town.say({ by: 'ada', text: 'hello den', room: 'den', members: ['ada', 'bob'] });
  const told = await town.answer({ to: den, text: `She has a ${secret.toUpperCase()}ee.`, read: [{ source: 'memory', id: line.id }] });
  const asked = await town.say({ by: 'ada', text: 'which recipe?' });
  const again = await town.answer({ to: asked, text: `That ${secret}.`, read: [{ source: 'history', id: echo.id }] });
  await store.commit([
    deliveryOf('1', { room: dmOf('ada'), message: again.id, final: { kind: 'notice', to: null, text: secret } }),
    {
      write: 'action',
      token: 'k',
      call: { command: 'chat edit', args: { text: secret } },
      owner: 'ada',
      room: dmOf('ada'),
      message: again.id,
      expiresAt: 9e15,
    },
  ]);
  expect(traces()).not.toEqual([]);

  const gone = await town.memory.forget(town.caller('ada'), { query: secret });
  expect(gone).toMatchObject({ things: 2, messages: 1 });
  await command('c2', `forget ${secret}`);
  expect(await town.memory.search(town.caller('ada'), secret, 'mia')).toEqual([]);
  await town.clock.advance(graceMs);
  expect(await town.memory.shredDue(town.clock.now())).toBeUndefined();

  expect(traces()).toEqual([]);
  for (const { id } of [line, echo, told, again]) expect(await town.read(id)).toMatchObject({ text: '', forgotten: true });
  expect((await store.check()).problems).toEqual([]);
  expect((await town.memory.search(town.caller('ada'), 'number 149', 'mia')).length).toBeGreaterThan(0);
});

it('leaves no byte of a kept fact that is forgotten', async () => {
  for (let count = 0; count < 100; count += 1) await town.memory.remember(town.caller('ada'), `fact number ${count}`, 'mia');
  await town.say({ by: 'ada', text: 'hello' });
  const fact = await town.memory.remember(town.caller('ada'), `my ${secret}`, 'mia');
  expect(traces()).not.toEqual([]);
  await town.memory.forget(town.caller('ada'), { item: fact.id });
  await town.clock.advance(graceMs);
  await town.memory.shredDue(town.clock.now());
  expect(traces()).toEqual([]);
});
