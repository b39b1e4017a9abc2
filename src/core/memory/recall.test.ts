import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../test/fakes/memory-store.ts';
import { createTown, dmOf, roomOf, type Town } from '../../../test/fakes/memory-town.ts';
import type { RecallPlace } from './memory.ts';

let town: Town;
beforeEach(() => {
  town = createTown(createMemoryStore());
});

function dm(person: string, changes: Partial<RecallPlace> = {}): RecallPlace {
  return { person, room: dmOf(person), roomKind: 'dm', personality: 'mia', rating: 'mature', ...changes };
}

function den(person: string): RecallPlace {
  return { person, room: roomOf('den'), roomKind: 'room', personality: 'mia', rating: 'mature' };
}

/** The texts that come to mind when somebody asks this, where they ask it. */
async function reminded(place: RecallPlace, text: string): Promise<readonly string[]> {
  const asked = await town.say({
    by: place.person,
    text,
    personality: place.personality,
    ...(place.roomKind === 'room' ? { room: 'den' } : {}),
  });
  return (await town.memory.recall(place, [asked])).hits.map(({ message }) => message.text);
}

describe('what comes to mind in a private chat', () => {
  it('is what this person and this personality said to each other', async () => {
    await town.say({ by: 'ada', text: 'my lantern is red' });
    await town.say({ by: 'ada', text: 'juno, my lantern is secret', personality: 'juno' });
    await town.say({ by: 'bob', text: 'my lantern is blue' });
    expect(await reminded(dm('ada'), 'which colour has my lantern?')).toEqual(['my lantern is red']);
    expect(await reminded(dm('ada', { personality: 'juno' }), 'the lantern, juno?')).toEqual(['juno, my lantern is secret']);
  });

  it('is also what was said in a room while they were there, and not what was said before and after', async () => {
    await town.say({ by: 'bob', text: 'lantern one', room: 'den', members: ['bob'] });
    await town.move('den', { joined: ['ada'] });
    await town.say({ by: 'bob', text: 'lantern two', room: 'den' });
    await town.move('den', { left: ['ada'] });
    await town.say({ by: 'bob', text: 'lantern three', room: 'den' });
    expect(await reminded(dm('ada'), 'which lantern was it?')).toEqual(['lantern two']);
    expect((await reminded(dm('bob'), 'which lantern was it?')).toSorted()).toEqual(['lantern one', 'lantern three', 'lantern two']);
    expect(await reminded(dm('eve'), 'which lantern was it?')).toEqual([]);
  });

  it('never reaches a room from a private chat', async () => {
    await town.say({ by: 'ada', text: 'my secret lantern' });
    await town.say({ by: 'ada', text: 'the lantern of the den', room: 'den', members: ['ada', 'bob'] });
    expect(await reminded(den('ada'), 'what about the lantern?')).toEqual(['the lantern of the den']);
    expect(await reminded(den('bob'), 'and the lantern, for bob?')).toContain('the lantern of the den');
  });

  it('is nothing that is too strong for the place', async () => {
    await town.say({ by: 'ada', text: 'lantern for adults', rating: 'adult' });
    await town.say({ by: 'ada', text: 'lantern for the mature', rating: 'mature' });
    expect(await reminded(dm('ada', { rating: 'everyone' }), 'lantern?')).toEqual([]);
    expect(await reminded(dm('ada'), 'the lantern again?')).toContain('lantern for the mature');
    expect(await reminded(dm('ada', { rating: 'adult' }), 'every lantern?')).toContain('lantern for adults');
  });
});

describe('who wants little remembered', () => {
  it.each(['asked', 'nothing'] as const)('“%s”: their lines come to nobody’s mind, answers to them neither', async (choice) => {
    const bobs = await town.say({ by: 'bob', text: 'my lantern is broken', room: 'den', members: ['ada', 'bob'] });
    await town.answer({ to: bobs, text: 'A broken lantern, how sad.' });
    await town.say({ by: 'ada', text: 'lantern makers meet on Monday', room: 'den' });
    await town.choose('bob', choice);
    for (const place of [den('ada'), dm('ada')]) {
      const asked = await town.say({
        by: 'ada',
        text: 'lantern?',
        personality: 'mia',
        ...(place.roomKind === 'room' ? { room: 'den' } : {}),
      });
      const { hits } = await town.memory.recall(place, [asked]);
      expect(hits.map(({ message }) => message.text)).toContain('lantern makers meet on Monday');
      const seen = hits.flatMap(({ before, message, after }) => [before?.text, message.text, after?.text]);
      expect(seen.join()).not.toContain('broken');
    }
  });

  it('do not crowd out the others', async () => {
    await town.say({ by: 'ada', text: 'lantern of Ada with many other words around it', room: 'den', members: ['ada', 'bob'] });
    for (let count = 0; count < 20; count += 1) await town.say({ by: 'bob', text: `lantern street ${count}`, room: 'den' });
    await town.choose('bob', 'nothing');
    expect(await reminded(den('ada'), 'lantern street?')).toEqual(['lantern of Ada with many other words around it']);
  });

  it('“nothing”: what they asked to be kept stays out too, until they choose again', async () => {
    await town.memory.remember(town.caller('ada'), 'I play the oboe', 'mia');
    await town.choose('ada', 'nothing');
    expect((await town.memory.recall(dm('ada'), [])).facts).toEqual([]);
    await expect(town.memory.remember(town.caller('ada'), 'and the flute', 'mia')).rejects.toMatchObject({ code: 'not-allowed' });
    await town.choose('ada', 'asked');
    expect((await town.memory.recall(dm('ada'), [])).facts.map(({ text }) => text)).toEqual(['I play the oboe']);
  });
});

describe('a question', () => {
  it('of few words is about what was asked before it, too', async () => {
    await town.say({ by: 'ada', text: 'my sister plays the oboe' });
    for (const text of ['nice weather', 'rainy weather', 'cold weather']) await town.say({ by: 'ada', text });
    await town.say({ by: 'ada', text: 'tell me about my sister' });
    expect(await reminded(dm('ada'), 'and what does she play?')).toContain('my sister plays the oboe');
    expect(await reminded(dm('ada'), 'nice weather, is it not?')).not.toContain('my sister plays the oboe');
  });

  it('does not find itself, nor what the prompt holds already', async () => {
    const known = await town.say({ by: 'ada', text: 'my lantern is red' });
    const asked = await town.say({ by: 'ada', text: 'my lantern?' });
    expect((await town.memory.recall(dm('ada'), [asked], new Set([known.id]))).hits).toEqual([]);
  });

  it('brings at most eight lines, each with what stood around it', async () => {
    for (let count = 0; count < 20; count += 1) await town.say({ by: 'ada', text: `lantern ${count}` });
    const asked = await town.say({ by: 'ada', text: 'which lantern?' });
    const { hits } = await town.memory.recall(dm('ada'), [asked]);
    expect(hits).toHaveLength(8);
    expect(hits.every(({ before, after }) => before !== undefined || after !== undefined)).toBe(true);
  });
});

describe('what somebody asked to be kept', () => {
  it('is for their private chat with that personality alone', async () => {
    await town.memory.remember(town.caller('ada', 'den'), '  I start at the bakery in March ', 'mia');
    const facts = async (place: RecallPlace): Promise<readonly string[]> =>
      (await town.memory.recall(place, [])).facts.map(({ text }) => text);
    expect(await facts(dm('ada'))).toEqual(['I start at the bakery in March']);
    expect(await facts(dm('ada', { personality: 'juno' }))).toEqual([]);
    expect(await facts(dm('bob'))).toEqual([]);
    expect(await facts(den('ada'))).toEqual([]);
    expect((await town.memory.facts(town.caller('ada'), 'mia')).map(({ text }) => text)).toEqual(['I start at the bakery in March']);
    expect(await town.memory.facts(town.caller('ada'), 'juno')).toEqual([]);
  });

  it('is kept once, and is neither empty nor endless', async () => {
    const caller = town.caller('ada');
    const first = await town.memory.remember(caller, 'I play the oboe', 'mia');
    expect(await town.memory.remember(caller, ' i play  the Oboe ', 'mia')).toEqual(first);
    expect((await town.memory.remember(caller, 'I play the oboe!', 'mia')).id).not.toBe(first.id);
    expect((await town.memory.remember(caller, 'I play the oboe', 'juno')).id).not.toBe(first.id);
    await expect(town.memory.remember(caller, ' \n ', 'mia')).rejects.toMatchObject({ code: 'empty-message', field: 'text' });
    await expect(town.memory.remember(caller, 'x'.repeat(1001), 'mia')).rejects.toMatchObject({ code: 'too-large', field: 'text' });
    expect((await town.memory.remember(caller, 'x'.repeat(1000), 'mia')).text).toHaveLength(1000);
  });
});

describe('looking for something', () => {
  it('finds what may be seen from here, the own lines whatever was chosen', async () => {
    await town.say({ by: 'ada', text: 'my lantern is red' });
    await town.say({ by: 'bob', text: 'the lantern of Bob', room: 'den', members: ['ada', 'bob'] });
    await town.say({ by: 'eve', text: 'a lantern far away', room: 'attic', members: ['eve'] });
    await town.choose('ada', 'nothing');
    const find = async (room?: string): Promise<readonly string[]> =>
      (await town.memory.search(town.caller('ada', room), 'the lantern', 'mia')).map(({ message }) => message.text).toSorted();
    expect(await find()).toEqual(['my lantern is red', 'the lantern of Bob']);
    expect(await find('den')).toEqual(['the lantern of Bob']);
    await town.choose('bob', 'asked');
    expect(await find()).toEqual(['my lantern is red']);
    expect(await town.memory.search(town.caller('ada'), '?!', 'mia')).toEqual([]);
  });

  it('takes idle words when there are no others', async () => {
    await town.say({ by: 'ada', text: 'who are we' });
    expect(await town.memory.search(town.caller('ada'), 'who are', 'mia')).toHaveLength(1);
  });
});
