import { describe, expect, it } from 'vitest';
import { finish, type ProviderScript, says } from '../../../test/fakes/scripted-provider.ts';
import { createStage } from '../../../test/fakes/stage.ts';
import memory from '../commands/memory/index.ts';
import room from '../commands/room/index.ts';
import type { RoomFacts } from '../ports/platform.ts';

/** A place whose replies go into threads, as a moderator has said. */
async function inThreads(script: ProviderScript = () => says('well')) {
  const stage = await createStage({
    script,
    commands: [
      { ...room, name: 'room' },
      { ...memory, name: 'memory' },
    ],
    platform: { hasThreads: true, rooms: { 'fake:den': { kind: 'room', admins: ['fake:mod'] } } },
  });
  await stage.platform.command('mod', 'room replies thread', 'den');
  await stage.clock.advance(10);
  return stage;
}

describe('a question in a place whose replies go into threads', () => {
  it('is answered in a thread of its own, where the talk goes on; chatter stays where it is', async () => {
    const { platform, provider, clock, store } = await inThreads();
    await platform.say('bob', 'nobody is meant', { room: 'den' });
    const question = await platform.say('ada', 'Mia, a soup?', { room: 'den' });
    await clock.advance(1_000);
    expect(platform.texts(`fake:den/${question}`)).toEqual(['well']);
    expect(platform.texts('fake:den')).toEqual(['Each question opens a thread, and I answer there.']);
    await platform.say('bob', 'Mia, and salt?', { room: `den/${question}` });
    await clock.advance(1_000);
    const lines = provider.requests.at(-1)?.messages.filter(({ role }) => role !== 'system') ?? [];
    expect(lines.map(({ text }) => text)).toEqual([expect.stringContaining('a soup?'), 'well', expect.stringContaining('and salt?')]);
    expect((await store.history.byRef('fake:den/event-3', question))?.audience).toBe('room(fake:den/event-3)');
    expect(await store.history.byRef('fake:den', 'event-2')).toMatchObject({ text: 'nobody is meant' });
  });

  it('does not wait for another one’s answer, and knows nothing of it', async () => {
    let isFirst = true;
    const { platform, provider, clock } = await inThreads(async function* () {
      if (isFirst) {
        isFirst = false;
        await new Promise(() => undefined);
      }
      yield { type: 'text', text: 'quick' };
      yield finish;
    });
    await platform.say('ada', 'Mia, the slow one', { room: 'den' });
    const second = await platform.say('bob', 'Mia, the quick one', { room: 'den' });
    await clock.advance(1_000);
    expect(platform.texts(`fake:den/${second}`)).toEqual(['quick']);
    expect(JSON.stringify(provider.requests.at(-1)?.messages)).not.toContain('slow');
  });

  it('that is edited where it was written is answered anew in its thread; deleted, it takes the answer with it', async () => {
    const { platform, clock, provider } = await inThreads((request) => says(`about ${request.messages.at(-2)?.said}`));
    const question = await platform.say('ada', 'Mia, a soup?', { room: 'den' });
    await clock.advance(1_000);
    await platform.in('den').edits(question, 'Mia, a salad?', 'ada');
    await clock.advance(1_000);
    expect(provider.requests).toHaveLength(2);
    expect(JSON.stringify(provider.requests[1]?.messages)).toContain('a salad?');
    expect(platform.texts(`fake:den/${question}`)).toHaveLength(1);
    await platform.in('den').deletes(question, 'ada');
    await clock.advance(1_000);
    expect(platform.texts(`fake:den/${question}`)).toEqual([]);
  });

  it('can be pointed at where it was written: to remember it, to forget it', async () => {
    const { platform, clock, store } = await inThreads();
    const question = await platform.say('ada', 'Mia, a soup?', { room: 'den' });
    await clock.advance(1_000);
    await platform.menu('bob', 'memory remember', { room: 'den', target: question });
    await clock.advance(10);
    expect(platform.texts('fake:den').at(-1)).toContain('Kept: “ada: “Mia, a soup?””');
    await platform.menu('bob', 'memory forget', { room: 'den', target: question });
    await clock.advance(10);
    expect((await store.history.byRef(`fake:den/${question}`, question))?.forgotten).toBe(false);
    await platform.menu('ada', 'memory forget', { room: 'den', target: question });
    await clock.advance(10);
    expect((await store.history.byRef(`fake:den/${question}`, question))?.forgotten).toBe(true);
  });

  it('keeps what was asked before the switch where it was', async () => {
    const { platform, clock } = await inThreads();
    await platform.command('mod', 'room replies here', 'den');
    const before = await platform.say('ada', 'Mia, before?', { room: 'den' });
    await clock.advance(1_000);
    await platform.command('mod', 'room replies thread', 'den');
    await platform.in('den').deletes(before, 'ada');
    await clock.advance(1_000);
    expect(platform.texts('fake:den')).not.toContain('well');
  });
});

describe('a private chat that somebody joins', () => {
  it('is said to be one no more, once; a room that grows is not', async () => {
    const rooms: Record<string, RoomFacts> = { 'fake:two': { kind: 'dm', members: ['fake:ada'] } };
    const { platform, clock, engine } = await createStage({ script: () => says('well'), platform: { rooms } });
    await platform.say('ada', 'a secret', { room: 'two' });
    await clock.advance(1_000);
    const joins = (who: string, id: string) =>
      engine.inbox({
        ...{ id, account: 'fake:mia', room: 'fake:two', participant: `fake:${who}`, name: who, at: clock.now() },
        ...{ kind: 'members', joined: [`fake:${who}`], left: [] },
      });
    rooms['fake:two'] = { kind: 'room', members: ['fake:ada', 'fake:bob'] };
    await joins('bob', 'join-1');
    await joins('eve', 'join-2');
    await clock.advance(1_000);
    expect(platform.texts('fake:two')).toEqual(['well', expect.stringContaining('this is no private chat any more')]);
  });
});
