import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { finish, says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, personality, type Stage, type StageOptions } from '../../../test/fakes/stage.ts';
import chat from '../commands/chat/index.ts';
import { BotError } from '../errors.ts';
import type { ChatRequest } from '../ports/provider.ts';

const commands = [{ ...chat, name: 'chat' }];

/** Whoever is asked counts their answers. */
async function counting(options: Partial<StageOptions> = {}): Promise<Stage> {
  let count = 0;
  return createStage({
    commands,
    script: (request) => {
      count += 1;
      return says(`answer ${count} to ${questions(request).at(-1)}`);
    },
    ...options,
  });
}

/** What people said, as the model read it. */
function questions({ messages }: ChatRequest): readonly string[] {
  return messages.flatMap(({ role, text }) => (role === 'user' ? [text] : []));
}

const lastRead = ({ provider }: Stage): readonly string[] => {
  const request = provider.requests.at(-1);
  return request === undefined ? [] : questions(request);
};

async function say(stage: Stage, text: string, room?: string): Promise<void> {
  await stage.platform.say('ada', text, room === undefined ? {} : { room });
  await stage.clock.advance(2000);
}

async function call(stage: Stage, command: string, room?: string): Promise<void> {
  await stage.platform.command('ada', command, room);
  await stage.clock.advance(2000);
}

async function press(stage: Stage, label: string, room?: string): Promise<void> {
  await stage.platform.presses('ada', label, room);
  await stage.clock.advance(2000);
}

/** Labels under a visible message. */
function labels(stage: Stage, index: number): readonly string[] {
  return (stage.platform.shown[index]?.message.actions ?? []).map(({ label }) => label);
}

describe('another answer', () => {
  it('that is shorter leaves nothing of a longer one on the screen, and flipping back brings all of it again', async () => {
    const long = Array.from({ length: 900 }, (_, index) => `word${index}`).join(' ');
    const texts = [long, 'short'];
    const stage = await createStage({ commands, script: () => says(texts.shift() ?? '') });
    await say(stage, 'a story');
    const parts = stage.platform.texts();
    expect(parts.length).toBeGreaterThan(2);
    await call(stage, 'chat retry');
    expect(stage.platform.texts()).toEqual(['short']);
    await press(stage, 'Previous answer');
    const shown = stage.platform.texts().filter((text) => !text.startsWith('Answer '));
    expect(shown.toSorted()).toEqual(parts.toSorted());
    expect(Math.max(...shown.map((text) => text.length))).toBeLessThanOrEqual(2000);
    await press(stage, 'Next answer');
    expect(stage.platform.texts().filter((text) => !text.startsWith('Answer '))).toEqual(['short']);
  });

  it('that is longer keeps its beginning in its place', async () => {
    const long = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ');
    const texts = ['short', long];
    const stage = await createStage({ commands, script: () => says(texts.shift() ?? '') });
    await say(stage, 'a story');
    await call(stage, 'chat retry');
    expect(stage.platform.texts()).toHaveLength(2);
    expect(stage.platform.texts().join(' ').replaceAll(/\s+/g, ' ')).toBe(long);
    expect(stage.platform.shown[0]?.replaced.map((one) => one.kind === 'reply' && one.text)).toContain('short');
  });

  it('can be flipped through in both directions', async () => {
    const stage = await counting();
    await say(stage, 'a soup?');
    expect(labels(stage, 0)).toEqual(['Retry', 'Why']);
    await press(stage, 'Retry');
    expect(labels(stage, 0)).toEqual(['Retry', 'Previous answer', 'Why']);
    await press(stage, 'Previous answer');
    expect(labels(stage, 0)).toEqual(['Retry', 'Next answer', 'Why']);
    expect(stage.platform.texts()[0]).toBe('answer 1 to a soup?');
    await press(stage, 'Next answer');
    // The answer itself shows what the press did.
    expect(stage.platform.texts()).toEqual(['answer 2 to a soup?']);
  });

  it('of a rehearsal keeps the word that says so when it is flipped back to', async () => {
    const stage = await createStage({ commands, rehearsal: 'script', script: () => says('by heart') });
    await say(stage, 'a soup?');
    await press(stage, 'Retry');
    await press(stage, 'Previous answer');
    expect(stage.platform.shown[0]?.message).toMatchObject({ kind: 'reply', label: 'script', variant: 1 });
  });

  it('to something older goes on from there; what came after it stays in its own conversation', async () => {
    const stage = await counting();
    for (const text of ['one', 'two']) await say(stage, text);
    await call(stage, 'chat retry 3');
    expect(stage.platform.texts()).toEqual(['answer 1 to one', 'answer 2 to two', 'answer 3 to one']);
    await say(stage, 'other two');
    expect(lastRead(stage)).toEqual(['one', 'other two']);
    await call(stage, 'chat resume 2');
    await say(stage, 'three');
    expect(lastRead(stage)).toEqual(['one', 'two', 'three']);
  });

  it('on a branch takes the place of the branch’s own answer, not of the one it branched from', async () => {
    const stage = await counting();
    for (const text of ['one', 'two']) await say(stage, text);
    await call(stage, 'chat retry 3');
    await call(stage, 'chat retry');
    expect(stage.platform.texts()).toEqual(['answer 1 to one', 'answer 2 to two', 'answer 4 to one']);
    await press(stage, 'Previous answer');
    expect(stage.platform.texts().slice(0, 3)).toEqual(['answer 1 to one', 'answer 2 to two', 'answer 3 to one']);
    await call(stage, 'chat resume 2');
    await say(stage, 'three');
    expect(lastRead(stage)).toEqual(['one', 'two', 'three']);
    expect(stage.provider.requests.at(-1)?.messages.map(({ text }) => text)).toContain('answer 1 to one');
  });

  it('after a failure comes from whoever was asked, and takes nothing back that was said since', async () => {
    let isBroken = true;
    const stage = await createStage({
      commands,
      cast: [personality('mia', 'Mia'), personality('juno', 'Juno')],
      script: (request) => {
        if (isBroken) throw new BotError('provider-unreachable', 'away');
        return says(/You are (\w+)\./.exec(request.messages[0]?.text ?? '')?.[1] ?? '');
      },
    });
    await say(stage, 'Juno, one', 'den');
    isBroken = false;
    await say(stage, 'Mia, two', 'den');
    expect(stage.platform.texts()).toEqual(['[provider-unreachable]', 'Mia']);
    await stage.platform.command('ada', { command: 'chat retry', args: { message: 'event-1' } }, 'den');
    await stage.clock.advance(2000);
    expect(stage.platform.texts().at(-1)).toBe('Juno');
    await call(stage, 'chat resume 2', 'den');
    await say(stage, 'Mia, three', 'den');
    expect(lastRead(stage).join('\n')).toContain('two');
  });
});

describe('going on', () => {
  it('from something older is a branch', async () => {
    const stage = await counting();
    for (const text of ['one', 'two']) await say(stage, text);
    await call(stage, 'chat continue 3');
    expect(lastRead(stage)).toEqual(['one']);
    await call(stage, 'chat resume 2');
    await say(stage, 'three');
    expect(lastRead(stage)).toEqual(['one', 'two', 'three']);
  });

  it('from an answer whose question is deleted meanwhile leaves nothing of either', async () => {
    const clock = createFakeClock();
    let count = 0;
    const stage = await createStage({
      clock,
      commands,
      async *script(_request, _attempt, signal) {
        count += 1;
        yield { type: 'text', text: `part ${count} of the zebra` };
        if (count > 1) await clock.sleep(5000, signal);
        yield finish;
      },
    });
    await say(stage, 'a story about a zebra');
    await stage.platform.command('ada', 'chat continue');
    await clock.advance(1000);
    await stage.platform.deletes('event-1', 'ada');
    await clock.advance(20_000);
    expect(stage.platform.texts().join()).not.toContain('zebra');
    const question = await stage.store.history.byRef('fake:dm/ada', 'event-1');
    const [reply] = await stage.store.history.repliesTo(question?.id ?? '');
    const further = await stage.store.history.repliesTo(reply?.id ?? '');
    expect([reply, ...further].map((line) => line?.text ?? '').join('')).toBe('');
  });
});

describe('a changed question', () => {
  it('that is being answered is answered once, to its new text', async () => {
    const clock = createFakeClock();
    const stage = await createStage({
      clock,
      commands,
      async *script(request, _attempt, signal) {
        yield { type: 'text', text: `about ${questions(request).at(-1)}` };
        await clock.sleep(5000, signal);
        yield finish;
      },
    });
    await stage.platform.say('ada', 'a soup?');
    await clock.advance(1000);
    await stage.platform.command('ada', { command: 'chat edit', args: { text: 'a salad?', message: 'event-1' } });
    await clock.advance(30_000);
    expect(stage.platform.texts()).toEqual(['about a salad?', 'Changed. The answer will be to the new text.']);
    expect(stage.provider.requests).toHaveLength(2);
  });

  it('that is an older one is answered on a branch', async () => {
    const stage = await counting();
    for (const text of ['one', 'two']) await say(stage, text);
    await stage.platform.command('ada', { command: 'chat edit', args: { text: 'uno', message: 'event-1' } });
    await stage.clock.advance(2000);
    expect(stage.platform.texts()).toEqual(['answer 1 to one', 'answer 2 to two', 'answer 3 to uno']);
    await call(stage, 'chat resume 2');
    await say(stage, 'three');
    expect(lastRead(stage)).toEqual(['uno', 'two', 'three']);
  });
});

describe('stopping', () => {
  it('reaches an answer that a command asked for', async () => {
    const clock = createFakeClock();
    const stage = await createStage({
      clock,
      commands,
      async *script(_request, _attempt, signal) {
        yield { type: 'text', text: 'Once upon' };
        await clock.sleep(60_000, signal);
        yield finish;
      },
    });
    await stage.platform.command('ada', { command: 'chat say', args: { text: 'a story' } });
    await clock.advance(1000);
    await stage.platform.command('ada', 'chat stop');
    await clock.advance(1000);
    expect(stage.platform.texts()).toEqual(['Once upon', 'Stopped. What is there stays.']);
    expect(stage.platform.shown[0]?.message).toMatchObject({ end: { finish: 'cancelled' } });
  });

  it('before the first word leaves no empty message', async () => {
    const clock = createFakeClock();
    const stage = await createStage({
      clock,
      commands,
      async *script(_request, _attempt, signal) {
        await clock.sleep(60_000, signal);
        yield finish;
      },
    });
    const asked = await stage.platform.say('ada', 'a story');
    await clock.advance(1000);
    await stage.platform.command('ada', 'chat stop');
    await clock.advance(1000);
    const question = await stage.store.history.byRef('fake:dm/ada', asked);
    expect(await stage.store.history.repliesTo(question?.id ?? '')).toMatchObject([{ text: '…', finish: 'cancelled' }]);
    expect(stage.platform.texts()).not.toContain('');
  });
});
