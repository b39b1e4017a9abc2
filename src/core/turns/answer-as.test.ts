import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, personality, type Stage } from '../../../test/fakes/stage.ts';
import chat from '../commands/chat/index.ts';
import personalityPart from '../commands/personality/index.ts';
import { BotError } from '../errors.ts';

const commands = [
  { ...chat, name: 'chat' },
  { ...personalityPart, name: 'personality' },
];
const cast = [
  personality('mia', 'Mia'),
  personality('lilith', 'Lilith', { rating: 'adult' }),
  personality('vesper', 'Vesper', { rating: 'mature' }),
];

async function ask(stage: Stage, text: string, room?: string): Promise<string | undefined> {
  await stage.platform.say('ada', text, room === undefined ? {} : { room });
  await stage.clock.advance(2000);
  return stage.platform.texts().at(-1);
}

async function call(stage: Stage, command: string, args: Readonly<Record<string, string>> = {}): Promise<string | undefined> {
  await stage.platform.command('ada', { command, args });
  await stage.clock.advance(2000);
  return stage.platform.texts().at(-1);
}

describe('somebody for adults', () => {
  it('is silent in a room and with anybody but the operator, however they are called', async () => {
    const stage = await createStage({ cast, commands, script: () => says('I am here.') });
    expect(await ask(stage, '@Lilith come', 'den')).toBe('[adult-only]');
    expect(await call(stage, 'chat say', { text: 'come', name: 'Lilith' })).toBe('[adult-only]');
    expect(await call(stage, 'personality use', { name: 'Lilith' })).toBe('[adult-only]');
    expect(stage.provider.requests).toHaveLength(0);
    expect(await ask(stage, '@Vesper come', 'den')).toBe('I am here.');
  });

  it('answers the operator alone, and not where others read along', async () => {
    const stage = await createStage({ cast, commands, script: () => says('I am here.'), settings: { owners: ['fake:ada'] } });
    expect(await call(stage, 'chat say', { text: 'come', name: 'Lilith' })).toBe('I am here.');
    expect(await ask(stage, '@Lilith come', 'den')).toBe('[adult-only]');
  });
});

describe('somebody who is gone', () => {
  it('is answered for by the bot’s own, and a retry of their last answer says so', async () => {
    const stage = await createStage({
      cast,
      commands,
      script: (request) => says(request.messages[0]?.text.includes('Tock') ? 'Tock.' : 'Mia.'),
    });
    await call(stage, 'personality create', { name: 'Tock', text: 'a clockmaker' });
    await call(stage, 'personality use', { name: 'Tock' });
    expect(await ask(stage, 'hello')).toBe('Tock.');
    await call(stage, 'personality delete', { name: 'Tock' });
    await stage.platform.presses('ada', 'Delete');
    await stage.clock.advance(2000);
    expect(await ask(stage, 'hello again')).toBe('Mia.');
    const question = await stage.store.history.byRef('fake:dm/ada', 'event-3');
    const [last] = await stage.store.history.repliesTo(question?.id ?? '');
    expect(last?.text).toBe('Tock.');
    expect(await call(stage, 'chat retry', { message: last?.id ?? '' })).toBe('[unknown-personality]');
  });
});

describe('an answer that has to begin again', () => {
  it('says only once that it comes from an AI', async () => {
    let tries = 0;
    const stage = await createStage({
      clock: createFakeClock(),
      script: () => {
        tries += 1;
        if (tries < 3) throw new BotError('provider-failed', 'not yet');
        return says('Sort of.');
      },
    });
    await stage.platform.say('ada', 'are you human?');
    await stage.clock.advance(30_000);
    expect(stage.platform.texts()).toEqual([expect.stringMatching(/^-# Yes, I.m an AI/), 'Sort of.']);
    await stage.platform.say('ada', 'no really, are you a bot?');
    await stage.clock.advance(30_000);
    expect(stage.platform.texts()).toHaveLength(4);
  });
});
