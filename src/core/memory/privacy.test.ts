import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMemoryStore } from '../../../test/fakes/memory-store.ts';
import { createTown, dmOf, roomOf, type Town } from '../../../test/fakes/memory-town.ts';
import { stillClock } from '../../../test/fakes/still-clock.ts';
import { openSqliteStore } from '../../adapters/stores/sqlite/index.ts';
import type { Message, Rating, Store } from '../ports/store.ts';

const people = ['ada', 'bob', 'eve'];
const rooms = ['den', 'attic'];
const personalities = ['mia', 'juno'];
const ratings: readonly Rating[] = ['everyone', 'mature', 'adult'];
const words = ['lantern', 'river', 'oboe'];
const choices = ['everything', 'asked', 'nothing'] as const;

const person = fc.constantFrom(...people);
const room = fc.constantFrom(...rooms);
const personality = fc.constantFrom(...personalities);
const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 2 }).map((said) => said.join(' '));

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      by: person,
      room: fc.option(room, { nil: undefined }),
      personality,
      rating: fc.constantFrom(...ratings),
      text,
      isAnswered: fc.boolean(),
      tellsMembers: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('move' as const), room, joined: fc.subarray(people), left: fc.subarray(people) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('choose' as const), by: person, value: fc.constantFrom(...choices) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('keep' as const), by: person, personality, text }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('forget' as const), by: person, query: fc.constantFrom(...words) }) },
);
const question = fc.record({
  by: person,
  room: fc.option(room, { nil: undefined }),
  personality,
  rating: fc.constantFrom(...ratings),
  text,
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;

/** What the oracle knows of a line: who said it to whom and where, and who was there. */
interface Said {
  readonly id: string;
  /** Whose words it may hold: of a reply, whoever it answers. */
  readonly of: string;
  readonly isReply: boolean;
  readonly room: string | undefined;
  readonly personality: string;
  readonly rating: Rating;
  readonly text: string;
  readonly present: ReadonlySet<string>;
}

/** An independent account of what happened: who was there is noted beside each line, as it is said. */
class Witness {
  readonly said: Said[] = [];
  readonly facts: { readonly by: string; readonly personality: string; readonly text: string }[] = [];
  readonly choices = new Map<string, string>();
  private readonly there = new Map<string, Set<string>>(rooms.map((name) => [name, new Set<string>()]));

  in(name: string): Set<string> {
    return this.there.get(name) ?? new Set();
  }

  mayRecall(line: Said, { by, room: place, personality: host, rating }: Question): boolean {
    if ((this.choices.get(line.of) ?? 'everything') !== 'everything') return false;
    if (ratings.indexOf(line.rating) > ratings.indexOf(rating)) return false;
    if (place !== undefined) return line.room === place;
    if (line.room === undefined) return line.of === by && line.personality === host;
    return line.present.has(by);
  }
}

async function play(town: Town, witness: Witness, steps: readonly Step[]): Promise<void> {
  for (const one of steps) {
    switch (one.do) {
      case 'say': {
        const there = one.room === undefined ? new Set([one.by]) : witness.in(one.room);
        // Members are told with the line or have been told before; whoever speaks is always among them.
        const isNew = !there.has(one.by);
        there.add(one.by);
        const told = one.room !== undefined && (one.tellsMembers || isNew) ? { members: [...there] } : {};
        const { by, personality: host, rating, text: words_ } = one;
        const where = one.room === undefined ? {} : { room: one.room };
        const message = await town.say({ by, text: words_, personality: host, rating, ...where, ...told });
        const known = { of: by, room: one.room, personality: host, rating, text: words_, present: new Set(there) };
        witness.said.push({ ...known, id: message.id, isReply: false });
        if (!one.isAnswered) break;
        const reply = await town.answer({ to: message, text: `you said ${words_}`, personality: host });
        witness.said.push({ ...known, id: reply.id, isReply: true });
        break;
      }
      case 'move': {
        await town.move(one.room, one);
        const there = witness.in(one.room);
        for (const name of one.joined) there.add(name);
        for (const name of one.left) there.delete(name);
        break;
      }
      case 'choose':
        await town.choose(one.by, one.value);
        witness.choices.set(one.by, one.value);
        break;
      case 'keep':
        if (witness.choices.get(one.by) === 'nothing') break;
        await town.memory.remember(town.caller(one.by), one.text, one.personality);
        witness.facts.push(one);
        break;
      case 'forget': {
        await town.memory.forget(town.caller(one.by), { query: one.query });
        break;
      }
    }
  }
}

async function check(store: Store, { steps, asked }: { readonly steps: readonly Step[]; readonly asked: Question }): Promise<void> {
  const town = createTown(store);
  const witness = new Witness();
  // A room's members are known from the start; a person's first word makes them a person.
  for (const by of people) await town.say({ by, text: 'hello', personality: 'nobody' });
  for (const name of rooms) {
    await town.say({ by: 'ada', text: 'hello', room: name, members: ['ada'], rating: 'adult' });
    await town.move(name, { left: ['ada'] });
  }
  await play(town, witness, steps);

  const { by, room: place, personality: host, rating } = asked;
  const here = place === undefined ? { room: dmOf(by), roomKind: 'dm' as const } : { room: roomOf(place), roomKind: 'room' as const };
  const questionLine: Message = { ...(await anyLine(store)), id: 'question', text: asked.text, parent: undefined };
  const { hits, facts } = await town.memory.recall({ person: by, personality: host, rating, ...here }, [questionLine]);

  const byId = new Map(witness.said.map((line) => [line.id, line]));
  const allowed = new Set<string>();
  for (const line of witness.said) {
    const isGone = (await town.read(line.id)).forgotten;
    if (!isGone && witness.mayRecall(line, asked)) allowed.add(line.id);
  }
  const fitting = [...allowed].filter((id) => {
    const line = byId.get(id);
    return line?.isReply === false && asked.text.split(' ').some((word) => line.text.includes(word));
  });
  const found = hits.map(({ message }) => message.id);
  expect(fitting).toEqual(expect.arrayContaining(found));
  expect(found).toHaveLength(Math.min(8, fitting.length));
  const greetings = ({ text: said }: Message): boolean => said === 'hello';
  for (const { message, before, after } of hits) {
    for (const line of [before, after]) {
      if (line === undefined || greetings(line)) continue;
      expect([...allowed]).toContain(line.id);
      expect(line).toMatchObject({ room: message.room, audience: message.audience });
    }
  }

  const isOut = place !== undefined || witness.choices.get(by) === 'nothing';
  const own = witness.facts.filter((fact) => fact.by === by && fact.personality === host).map((fact) => fact.text);
  expect(isOut ? [] : own).toEqual(expect.arrayContaining(facts.map((fact) => fact.text)));
}

async function anyLine(store: Store): Promise<Message> {
  const [line] = await store.memory.messagesOf({ person: 'ada', limit: 1 });
  if (line === undefined) throw new Error('nobody said anything');
  return line;
}

const story = fc.record({ steps: fc.array(step, { maxLength: 25 }), asked: question });

it('nothing comes to mind where it was not said, not witnessed, too strong, not wanted or forgotten, and nothing else is missing', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => check(createMemoryStore(), told)),
    { numRuns: 150 },
  );
}, 120_000);

it('the same with the real store', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const folder = mkdtempSync(join(tmpdir(), 'miachat-privacy-'));
      const store = await openSqliteStore({ folder, clock: stillClock() });
      try {
        await check(store, told);
      } finally {
        await store.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);
