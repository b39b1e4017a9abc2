import { describe, expect, it } from 'vitest';
import { person } from './person.ts';
import { synapse } from './synapse.ts';

describe('the people of the live tests', () => {
  const server = synapse('relaxed');

  async function two() {
    const [ada, ben] = await Promise.all([person(server, 'ada'), person(server, 'ben')]);
    const hers = await ada.asks(ben.userId);
    const his = await ben.enters(hers.room);
    await hers.membership(ben.userId, 'join');
    return { ada, ben, hers, his };
  }

  it('see what others say, edit and take back', async () => {
    const { ada, ben, hers, his } = await two();
    const id = await hers.says('a soup?');
    expect(await his.sees('a soup?')).toMatchObject({ id, by: ada.userId, edits: 0, isNotice: false });
    await hers.edits(id, 'a salad?');
    expect(await his.sees('a salad?', { by: ada.userId })).toMatchObject({ id, edits: 1 });
    expect(his.transcript()).toBe(`${ada.userId}: a salad?`);
    await his.says('yes');
    await hers.sees('yes', { by: ben.userId });
    await hers.redacts(id);
    await his.misses(id);
    expect(his.transcript()).toBe(`${ben.userId}: yes`);
  });

  it('do not fall for an edit by somebody else', async () => {
    const { hers, his } = await two();
    const id = await hers.says('mine');
    await his.sees('mine');
    await his.edits(id, 'not mine');
    await hers.says('after it');
    await his.sees('after it');
    expect(his.lines()[0]).toMatchObject({ text: 'mine', edits: 0 });
  });

  it('react, answer and talk in threads', async () => {
    const { hers, his } = await two();
    const id = await hers.says('which one?');
    const line = await his.sees('which one?');
    await his.reacts(id, '1️⃣');
    await his.replies(line, 'the first');
    await hers.sees('the first');
    expect(hers.reactionsTo(id)).toEqual(['1️⃣']);
    await hers.saysUnder(id, 'in a thread');
    expect(await his.sees('in a thread')).toMatchObject({ thread: id });
  });

  it('say what they saw instead when something never comes', async () => {
    const { hers } = await two();
    await hers.says('only this');
    await hers.sees('only this');
    await expect(hers.sees('something else', { ms: 100 })).rejects.toThrow(/something else was never seen[\s\S]*only this/);
  });

  it('wait as an app does when default limits stop them, and everything arrives once', async () => {
    const slow = synapse('default');
    const ada = await person(slow, 'ada');
    const den = await ada.opens('den');
    for (let count = 0; count < 11; count += 1) await den.says(`line ${count}`);
    await den.sees('line 10');
    expect(den.lines().map(({ text }) => text)).toEqual(Array.from({ length: 11 }, (_, count) => `line ${count}`));
  });
});
