import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { says } from '../../../../test/fakes/scripted-provider.ts';
import { createStage } from '../../../../test/fakes/stage.ts';
import { openSqliteStore, type SqliteStore } from './index.ts';

const Database: typeof import('better-sqlite3') = createRequire(import.meta.url)('better-sqlite3');

/** Tables that grow with the talk; a scan of one is slow one day. */
const growing = [
  'turns',
  'messages',
  'deliveries',
  'receipts',
  'usage',
  'attempts',
  'participants',
  'persons',
  'rooms',
  'members',
  'conversations',
  'facts',
  'evidence',
  'recall_log',
  'presences',
  'hidden_batches',
  'settings',
  'marks',
  'personalities',
  'revisions',
  'drafts',
  'pictures',
  'adapter_state',
  'actions',
];

/** Statements that are meant to read a whole table: one that stays small, or once, in a migration. */
const whole = [
  /^UPDATE `personalities` SET `newest`/,
  /FROM hidden_batches ORDER BY due/,
  /DELETE FROM hidden_batches WHERE NOT EXISTS/,
  /FROM personalities WHERE deleted_at IS NULL/,
  /FROM attempts AS a CROSS JOIN rooms AS r ON r.key = a.room {2}ORDER BY a.at DESC/,
];

/** Every read and write that no talk has caused. */
async function useEverything(store: SqliteStore): Promise<void> {
  const room = 'fake:dm/ada';
  const person = (await store.rooms.person('fake:ada'))?.id ?? '';
  const [line] = await store.memory.messagesOf({ person, limit: 5 });
  const [reply] = await store.history.repliesTo(line?.id ?? '');
  const conversation = line?.conversation ?? '';
  const fact = {
    id: 'f',
    subject: person,
    personality: 'mia',
    text: 'red',
    audience: 'public',
    exposure: 'lan',
    rating: 'everyone',
  } as const;
  const draft = { write: 'draft', personality: 'x', owner: person, base: 0, at: 1 } as const;
  const setting = { write: 'setting', level: 'person', owner: person, key: 'name', at: 1 } as const;
  const made = { owner: person, forkOf: undefined, parent: undefined, body: {}, at: 1, author: person };
  const heading = { personality: 'x', name: 'X', tagline: '', rating: 'everyone', revision: 1 } as const;
  const tokens = { tokensIn: 1, tokensCached: 0, tokensOut: 1, costMicro: 1, firstMs: 1, totalMs: 1, at: 1 };
  const whose = { turn: 't', person, room, personality: 'mia', provider: 'x', model: 'y' } as const;
  const attempt = { id: 'attempt', ...whose, ...tokens, payer: 'operator', exposure: 'lan', outcome: 'ok' } as const;
  const words = ['lantern', 'river'];
  const said = { ref: 'r-said', text: 'said', at: 1, audience: 'public', exposure: 'lan', rating: 'everyone' } as const;
  await store.commit([
    { write: 'fact', fact: { ...fact, at: 1, source: line?.id } },
    { write: 'conversation', id: 'branch', place: { room }, at: 1, head: line?.id ?? '' },
    { write: 'resume', conversation, at: 2 },
    { write: 'choose', message: reply?.id ?? '' },
    { write: 'action', token: 'k', call: { command: 'help', args: {} }, owner: person, room, message: line?.id, expiresAt: 1 },
    { write: 'picture', hash: 'h', mime: 'image/png', bytes: new Uint8Array([1]) },
    { write: 'revision', ...heading, ...made, picture: 'h' },
    { write: 'holdRevision', ...heading },
    { ...draft, body: {} },
    { ...setting, value: 'Ada' },
    { write: 'mark', key: 'm', value: 1 },
    { write: 'attempt', attempt },
    { write: 'hide', batch: 'b', person, messages: [line?.id ?? ''], facts: ['f'], due: 9 },
  ]);
  const turn = (await store.turns.ofMessage(line?.id ?? ''))?.id ?? '';
  await store.turns.thatBrought(line?.id ?? '');
  await store.recall.search({ scopes: [{ audience: 'public', room, from: 1 }], words, ratings: ['everyone'], except: ['x'], limit: 5 });
  await store.memory.facts({ person, audiences: ['public'], ratings: ['everyone'], limit: 5 });
  await store.memory.fact('f');
  await store.memory.factsOf(person, words);
  await store.memory.messagesOf({ person, words, room, since: 1, limit: 5 });
  await store.memory.messagesOf({ person, room, since: 1, limit: 5 });
  await store.memory.echoesOf({ person, words, limit: 5 });
  await store.memory.repliesThatRead([line?.id ?? '', 'f']);
  await store.memory.hidden('b');
  await store.memory.hiddenBatches();
  await store.memory.presences(person, 5);
  await store.history.conversations({ room }, 5);
  await store.history.placeOf(conversation);
  await store.history.receipt(reply?.id ?? '');
  await store.rooms.kind(room);
  await store.actions.get('k');
  await store.marks.get('m');
  await store.secrets.census();
  await store.secrets.sealedWith('k', { limit: 5 });
  await store.settings.of([setting]);
  await store.personalities.list();
  await store.personalities.deletedOf(person);
  await store.personalities.row('x');
  await store.personalities.revision('x', 1);
  await store.personalities.revisions('x');
  await store.personalities.original('x', 1);
  await store.personalities.draft('x', person);
  await store.personalities.draftsOf(person);
  await store.pictures.get('h');
  for (const subject of [{ person }, { room }, { personality: 'mia' }, { personality: 'mia', owner: person }] as const)
    await store.stats.days(subject, 0);
  for (const spender of [{ person }, { room }, 'operator'] as const) await store.usage.spent(spender, 0);
  for (const query of [{}, { person }, { provider: 'x' }, { person, provider: 'x' }]) await store.usage.attempts({ ...query, limit: 5 });
  await store.commit([
    { write: 'unhide', batch: 'b' },
    { write: 'said', turn, message: { ...said, id: 'm-said' } },
    { write: 'blankCall', turn },
    { write: 'forgetFact', fact: 'f' },
    { write: 'forget', message: reply?.id ?? '' },
    { write: 'expireActions', now: 9 },
    { write: 'deletePersonality', personality: 'x', at: 1 },
    { ...draft, body: undefined },
    { ...setting, value: undefined },
    { write: 'mark', key: 'm', value: undefined },
    { write: 'eraseUsage', person },
  ]);
}

interface PlanRow {
  readonly detail: string;
}

describe('every statement of a journey', () => {
  const statements = new Set<string>();
  const folder = mkdtempSync(join(tmpdir(), 'miachat-plan-'));
  let database: import('better-sqlite3').Database;

  beforeAll(async () => {
    const clock = createFakeClock();
    const store = await openSqliteStore({ folder, clock, onStatement: (sql) => statements.add(sql) });
    const state = store.adapterState('fake');
    await state.set('sync', '1');
    await state.list('s');
    await state.delete('sync');
    const stage = await createStage({ clock, store, script: (request) => says('You said ', request.messages.at(-2)?.text ?? '') });
    const { platform } = stage;
    for (const text of ['my lantern is red', 'where is my lantern', 'and the river']) {
      await platform.say('ada', text);
      await clock.advance(5000);
    }
    for (const count of [1, 2, 3, 4, 5, 6]) await platform.say('bob', `Mia, lantern ${count}`, { room: 'den' });
    await clock.advance(20_000);
    await platform.edits('event-3', 'and the sea', 'ada');
    await clock.advance(1000);
    await platform.deletes('event-1', 'ada');
    await platform.say('ada', 'x'.repeat(30_000));
    await clock.advance(10_000);
    await store.rooms.members('fake:den');
    await store.deliveries.depth();
    await stage.engine.close(0);
    await store.commit([{ write: 'members', room: 'fake:den', joined: ['fake:eve'], left: ['fake:bob'], at: 1 }]);
    await useEverything(store);
    const again = await createStage({ clock, store, script: () => says('again') });
    await again.engine.close(0);
    await store.close();
    database = new Database(join(folder, 'miachat.db'), { readonly: true });
  });

  afterAll(() => database.close());

  /** The scans of growing tables in a statement's plan. */
  function scansOf(sql: string): readonly string[] {
    const plan = database.prepare<[], PlanRow>(`EXPLAIN QUERY PLAN ${sql}`).all();
    return plan
      .map(({ detail }) => detail)
      .filter((detail) => {
        const table = /^SCAN (?<table>\w+)/.exec(detail)?.groups?.['table'];
        if (table === undefined) return false;
        const aliased = new RegExp(`(?:FROM|JOIN) "?(?<name>\\w+)"? AS "?${table}"?\\b`, 'i').exec(sql)?.groups?.['name'] ?? table;
        return growing.includes(aliased);
      });
  }

  it('was seen, reads and writes', () => {
    const kinds = new Set([...statements].map((sql) => sql.trim().split(/\s/)[0]?.toUpperCase()));
    expect(kinds).toContain('SELECT');
    expect(kinds).toContain('INSERT');
    expect(kinds).toContain('UPDATE');
    expect(statements.size).toBeGreaterThan(50);
  });

  it('finds its rows by an index', () => {
    const plain = [...statements].filter(
      (sql) => !whole.some((one) => one.test(sql)) && /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(sql),
    );
    const scans = plain.flatMap((sql) => scansOf(sql).map((detail) => `${detail} in ${sql.slice(0, 300)}`));
    expect(scans).toEqual([]);
  });

  it('and a planted scan is noticed', () => {
    expect(scansOf("SELECT * FROM messages WHERE text = 'lantern'")).not.toEqual([]);
    expect(scansOf("SELECT count(*) FROM turns AS t WHERE t.code = 'bug'")).not.toEqual([]);
    expect(scansOf('UPDATE deliveries SET part = 1 WHERE personality = 1')).not.toEqual([]);
  });
});
