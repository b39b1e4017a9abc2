import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../src/core/ports/provider.ts';
import { startProbe, withModel } from './with-model.ts';

const echo = () =>
  withModel(({ question, text, finish }) => {
    text(`You said: ${question}`);
    finish();
  });
const whole = (request: ChatRequest | undefined): string => (request?.messages ?? []).map(({ text }) => text).join('\n');

describe('what was said in private', () => {
  it('stays private when others come into the room, whoever names the message', async () => {
    const { start, model } = await echo();
    const probe = start();
    const reply = await probe.say({ id: 'd1', room: 'attic', members: ['ada'], from: 'ada', text: 'my animal is a PLATYPUS' });
    await probe.say({ id: 'd2', room: 'attic', members: ['ada', 'bob'], from: 'bob', text: 'Mia, hello' });
    for (const command of ['chat branch', 'chat retry', 'chat continue', 'memory why']) {
      for (const message of ['d1', reply.key ?? '']) {
        const got = await probe.call({ command, args: { message } }, { from: 'bob', room: 'attic' });
        expect(got, command).toMatchObject({ type: 'error', code: 'not-found', field: 'message' });
      }
    }
    await probe.say({ id: 'd3', room: 'attic', from: 'bob', text: 'Mia, what is the animal?' });
    expect(whole(model.requests.at(-1))).not.toContain('PLATYPUS');
  });

  it('is for the personality it was said to: another one neither goes on from it nor answers it', async () => {
    const { start, model } = await echo();
    const probe = start();
    await probe.say({ id: 'd1', from: 'ada', text: 'only for you: a WOMBAT' });
    await probe.call('personality use juno');
    const branched = await probe.call({ command: 'chat branch', args: { message: 'd1' } });
    expect(branched).toMatchObject({ type: 'error', code: 'not-found' });
    expect(await probe.call({ command: 'chat retry', args: { message: 'd1' } })).toMatchObject({ type: 'reply', personality: 'mia' });
    expect(await probe.say({ id: 'd2', from: 'ada', text: 'hello' })).toMatchObject({ personality: 'juno' });
    expect(whole(model.requests.at(-1))).not.toContain('WOMBAT');
  });
});

describe('the list of who may talk to the bot', () => {
  it('holds for commands as it does for messages', async () => {
    const probe = startProbe({ env: { MIACHAT_ALLOW: 'terminal:ada' } });
    for (const command of ['me name Bob', 'personality create Zed a thief', 'personality use juno', 'chat export', 'chat say hello'])
      expect(await probe.call(command, { from: 'bob' }), command).toMatchObject({ type: 'error', code: 'not-allowed' });
    expect((await probe.call('me name Ada')).answer?.body).toContain('Ada');
  });
});

describe('what is forgotten while an answer that reads it is being written', () => {
  it('is not brought back by that answer, which is hidden with it', async () => {
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const { start, model } = await withModel(async ({ question, text, finish }) => {
      text('It is ');
      if (question === 'what is it?') await held;
      text(question === 'what is it?' ? 'a QUOKKA.' : 'noted.');
      finish();
    });
    const probe = start();
    await probe.say({ id: 'f1', from: 'ada', text: 'my animal is a QUOKKA' });
    probe.write({ type: 'message', id: 'f2', from: 'ada', text: 'what is it?' });
    await model.asked('what is it?');
    expect((await probe.call('memory forget quokka')).answer?.body).toContain('Forgotten');
    letGo();
    await probe.end('f2');
    await probe.say({ id: 'f3', from: 'ada', text: 'and then?' });
    expect(whole(model.requests.at(-1))).not.toContain('QUOKKA');
  });
});
