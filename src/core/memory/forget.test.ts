import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../test/fakes/memory-store.ts';
import { createTown, graceMs, roomOf, type Town } from '../../../test/fakes/memory-town.ts';
import type { Store } from '../ports/store.ts';
import type { ForgetWish } from './memory.ts';

let store: Store;
let town: Town;
beforeEach(() => {
  store = createMemoryStore();
  town = createTown(store);
});

async function forget(wish: ForgetWish, by = 'ada', room?: string) {
  return town.memory.forget(town.caller(by, room), wish);
}

async function textsOf(...lines: readonly { readonly id: string }[]): Promise<readonly string[]> {
  return Promise.all(lines.map(async ({ id }) => (await town.read(id)).text));
}

describe('forgetting words', () => {
  it('hides every line and fact of theirs that holds them all, and tells how many', async () => {
    const first = await town.say({ by: 'ada', text: 'My red Lanterns are new' });
    const other = await town.say({ by: 'ada', text: 'a red lamp' });
    const bobs = await town.say({ by: 'bob', text: 'red lantern of Bob', room: 'den', members: ['ada', 'bob'] });
    const hers = await town.say({ by: 'ada', text: 'a lántern, red', room: 'den' });
    const fact = await town.memory.remember(town.caller('ada'), 'the lantern must stay red', 'mia');
    const gone = await forget({ query: 'my red lantern' });
    expect(gone).toEqual({ batch: expect.any(String), things: 3, messages: 2, until: town.clock.now() + graceMs });
    expect(await textsOf(first, other, bobs, hers)).toEqual(['', 'a red lamp', 'red lantern of Bob', '']);
    expect(await store.memory.fact(fact.id)).toBeUndefined();
  });

  it('hides every answer to them, and replies that read or recalled them and repeat a word', async () => {
    const line = await town.say({ by: 'ada', text: 'I bought a lantern in Lisbon' });
    const read = [{ source: 'history', id: line.id }] as const;
    const answers = [
      await town.answer({ to: line, text: 'How nice for you.' }),
      await town.answer({ to: line, text: 'Good.', variant: 2 }),
      await town.answer({ to: line, text: 'I am jealous.', personality: 'juno' }),
    ];
    const later = await town.say({ by: 'ada', text: 'what a day' });
    const echo = await town.answer({ to: later, text: 'And your lanternlight shines.', read });
    const calm = await town.answer({ to: later, text: 'Indeed.', variant: 2, read });
    const room = await town.say({ by: 'ada', text: 'hello all', room: 'den', members: ['ada', 'bob'] });
    const told = await town.answer({ to: room, text: 'Ada was in LISBON once.', read: [{ source: 'memory', id: line.id }] });
    const unread = await town.answer({ to: room, text: 'Lisbon is a city.', variant: 2 });
    const gone = await forget({ query: 'lantern' });
    expect(gone).toMatchObject({ things: 1, messages: 1 });
    expect(await textsOf(line, ...answers, echo, told)).toEqual(['', '', '', '', '', '']);
    expect(await textsOf(calm, unread, later)).toEqual(['Indeed.', 'Lisbon is a city.', 'what a day']);
  });

  it('follows a word from reply to reply', async () => {
    const line = await town.say({ by: 'ada', text: 'my lantern' });
    const first = await town.answer({ to: line, text: 'A lantern!' });
    const next = await town.say({ by: 'ada', text: 'and so on' });
    const second = await town.answer({ to: next, text: 'The lantern again.', read: [{ source: 'history', id: first.id }] });
    const after = await town.say({ by: 'ada', text: 'go on' });
    const third = await town.answer({ to: after, text: 'Lantern, lantern.', read: [{ source: 'history', id: second.id }] });
    await forget({ item: line.id });
    expect(await textsOf(first, second, third, next)).toEqual(['', '', '', 'and so on']);
  });

  it('hides what a personality said to them alone with these words, and nobody else’s', async () => {
    const hers = await town.say({ by: 'ada', text: 'tell me something' });
    const echo = await town.answer({ to: hers, text: 'Lanterns are red.' });
    const his = await town.say({ by: 'bob', text: 'tell me something' });
    const bobs = await town.answer({ to: his, text: 'Lanterns are red.' });
    expect(await forget({ query: 'red lantern' })).toMatchObject({ things: 0, messages: 0 });
    expect(await textsOf(echo, bobs)).toEqual(['', 'Lanterns are red.']);
  });

  it('asked for again after a crash, under the same batch, tells the same and can be undone', async () => {
    const line = await town.say({ by: 'ada', text: 'my lantern' });
    await town.answer({ to: line, text: 'A lantern!' });
    const older = await town.say({ by: 'ada', text: 'hello' });
    await town.memory.remember(town.caller('ada'), 'lantern!', 'mia');
    const again = () => town.memory.forget(town.caller('ada'), { query: 'lantern' }, 'turn-1');
    const gone = await again();
    expect(gone).toMatchObject({ batch: 'turn-1', things: 2, messages: 1 });
    await town.clock.advance(1000);
    expect(await again()).toEqual(gone);
    const last = () => town.memory.forget(town.caller('ada'), { last: true }, 'turn-2');
    expect(await last()).toMatchObject({ things: 1 });
    expect(await last()).toMatchObject({ things: 1 });
    expect(await town.memory.undoForget(town.caller('ada'), 'turn-2')).toBe(true);
    expect(await town.memory.undoForget(town.caller('ada'), 'turn-1')).toBe(true);
    expect(await textsOf(line, older)).toEqual(['my lantern', 'hello']);
  });

  it('takes nothing of anybody when nothing fits', async () => {
    await town.say({ by: 'bob', text: 'my lantern' });
    const mine = await town.say({ by: 'ada', text: 'my lamp' });
    for (const query of ['lantern', '', ' ', '?!', '"*']) expect(await forget({ query })).toBeUndefined();
    expect(await textsOf(mine)).toEqual(['my lamp']);
    expect(await store.memory.hiddenBatches()).toEqual([]);
  });
});

describe('forgetting one thing', () => {
  it('takes a message by id or by what the platform calls it, a reply to them alone, or a fact', async () => {
    const first = await town.say({ by: 'ada', text: 'one lantern' });
    const second = await town.say({ by: 'ada', text: 'two lanterns' });
    const reply = await town.answer({ to: second, text: 'Three.' });
    const fact = await town.memory.remember(town.caller('ada'), 'four', 'mia');
    expect(await forget({ item: reply.id })).toMatchObject({ things: 1, messages: 1 });
    expect(await textsOf(second, reply)).toEqual(['two lanterns', '']);
    expect(await forget({ item: first.id })).toMatchObject({ things: 1, messages: 1 });
    expect(await forget({ item: second.ref ?? '' })).toMatchObject({ things: 1, messages: 1 });
    expect(await forget({ item: fact.id })).toMatchObject({ things: 1, messages: 0 });
    expect(await textsOf(first, second)).toEqual(['', '']);
    expect(await forget({ item: first.id })).toBeUndefined();
    expect(await forget({ item: fact.id })).toBeUndefined();
    expect(await forget({ item: 'nothing' })).toBeUndefined();
  });

  it('never takes somebody else’s', async () => {
    const bobs = await town.say({ by: 'bob', text: 'lantern', room: 'den', members: ['ada', 'bob'] });
    const reply = await town.answer({ to: bobs, text: 'Oh.' });
    const fact = await town.memory.remember(town.caller('bob'), 'lantern', 'mia');
    for (const { id } of [bobs, reply, fact]) expect(await forget({ item: id })).toBeUndefined();
    expect(await textsOf(bobs, reply)).toEqual(['lantern', 'Oh.']);
  });

  it('takes the last thing said here or kept', async () => {
    const first = await town.say({ by: 'ada', text: 'first' });
    const elsewhere = await town.say({ by: 'ada', text: 'elsewhere', room: 'den', members: ['ada'] });
    await town.memory.remember(town.caller('ada'), 'kept', 'mia');
    expect(await forget({ last: true })).toMatchObject({ things: 1, messages: 0 });
    expect(await forget({ last: true })).toMatchObject({ things: 1, messages: 1 });
    expect(await textsOf(first, elsewhere)).toEqual(['', 'elsewhere']);
    expect(await forget({ last: true })).toBeUndefined();
  });
});

describe('forgetting a place or a time', () => {
  it('takes all they said there', async () => {
    const dm = await town.say({ by: 'ada', text: 'private' });
    const den = await town.say({ by: 'ada', text: 'in the den', room: 'den', members: ['ada', 'bob'] });
    const bobs = await town.say({ by: 'bob', text: 'me too', room: 'den' });
    expect(await forget({ room: roomOf('den') })).toMatchObject({ things: 1, messages: 1 });
    expect(await textsOf(dm, den, bobs)).toEqual(['private', '', 'me too']);
  });

  it('takes all they said and had kept since then', async () => {
    const early = await town.say({ by: 'ada', text: 'early' });
    await town.memory.remember(town.caller('ada'), 'early fact', 'mia');
    const late = await town.say({ by: 'ada', text: 'late' });
    await town.memory.remember(town.caller('ada'), 'late fact', 'mia');
    expect(await forget({ since: late.at })).toMatchObject({ things: 2, messages: 1 });
    expect(await textsOf(early, late)).toEqual(['early', '']);
    expect((await town.memory.facts(town.caller('ada'), 'mia')).map(({ text }) => text)).toEqual(['early fact']);
  });

  it('takes what was learned from a line with the line', async () => {
    const line = await town.say({ by: 'ada', text: 'I play the oboe' });
    const fact = await town.memory.remember(town.caller('ada'), 'plays the oboe', 'mia');
    await store.commit([{ write: 'fact', fact: { ...fact, source: line.id } }]);
    expect(await forget({ item: line.id })).toMatchObject({ things: 2, messages: 1 });
    expect(await store.memory.fact(fact.id)).toBeUndefined();
  });

  it('takes more than one commit holds', async () => {
    for (let count = 0; count < 1005; count += 1) {
      await store.inbox.claim({
        ...{ turn: `t${count}`, lane: 'talk', receivedAt: 0, newPerson: 'ada', cast: [], notBefore: 0, room: { kind: 'dm' } },
        event: {
          kind: 'message',
          id: `${count}`,
          account: 'a',
          room: 'town:x',
          participant: 'town:ada',
          name: 'a',
          at: 1,
          ref: `${count}`,
          text: 'x',
        },
        message: { id: `m${count}`, audience: 'dm(ada,mia)', exposure: 'lan', rating: 'everyone' },
      });
    }
    const gone = await forget({ since: 0 });
    expect(gone).toMatchObject({ things: 1005, messages: 1005 });
    expect((await store.memory.hidden(gone?.batch ?? ''))?.messages).toHaveLength(1005);
    await town.memory.shredDue(gone?.until ?? 0);
    expect(await store.memory.hiddenBatches()).toEqual([]);
    expect((await town.read('m1004')).forgotten).toBe(true);
  }, 60_000);
});

describe('the time in which it can be taken back', () => {
  it('brings everything back, for whoever forgot it and nobody else', async () => {
    const line = await town.say({ by: 'ada', text: 'my lantern' });
    const reply = await town.answer({ to: line, text: 'Nice.' });
    const gone = await forget({ query: 'lantern' });
    const batch = gone?.batch ?? '';
    expect(await town.memory.undoForget(town.caller('bob'), batch)).toBe(false);
    expect(await textsOf(line, reply)).toEqual(['', '']);
    expect(await town.memory.undoForget(town.caller('ada'), batch)).toBe(true);
    expect(await textsOf(line, reply)).toEqual(['my lantern', 'Nice.']);
    expect(await town.memory.undoForget(town.caller('ada'), batch)).toBe(false);
  });

  it('ends: then it is gone for good, and the next one is known', async () => {
    const line = await town.say({ by: 'ada', text: 'my lantern' });
    const reply = await town.answer({ to: line, text: 'Nice.' });
    const first = await forget({ query: 'lantern' });
    await town.clock.advance(1000);
    await town.say({ by: 'ada', text: 'a lamp' });
    const second = await forget({ query: 'lamp' });
    expect(await town.memory.shredDue(town.clock.now())).toBe(first?.until);
    expect((await store.memory.hiddenBatches()).map(({ id }) => id)).toEqual([first?.batch, second?.batch]);
    await town.clock.advance((first?.until ?? 0) - town.clock.now());
    expect(await town.memory.undoForget(town.caller('ada'), first?.batch ?? '')).toBe(false);
    expect(await town.memory.shredDue(town.clock.now())).toBe(second?.until);
    await store.commit([{ write: 'unhide', batch: first?.batch ?? '' }]);
    expect(await textsOf(line, reply)).toEqual(['', '']);
    expect(await town.memory.shredDue(second?.until ?? 0)).toBeUndefined();
    expect(await store.memory.hiddenBatches()).toEqual([]);
  });

  it('takes answers with it that were on their way when their question was hidden', async () => {
    const line = await town.say({ by: 'ada', text: 'my lantern' });
    const old = await town.say({ by: 'ada', text: 'well' });
    const earlier = await town.answer({ to: old, text: 'Well.', read: [{ source: 'history', id: line.id }] });
    await town.clock.advance(1000);
    const gone = await forget({ query: 'lantern' });
    const answer = await town.answer({ to: line, text: 'What a lantern.' });
    const reader = await town.answer({ to: old, text: 'That lantern.', variant: 2, read: [{ source: 'history', id: line.id }] });
    await town.memory.shredDue(gone?.until ?? 0);
    expect(await textsOf(answer, reader, earlier)).toEqual(['', '', 'Well.']);
  });
});
