import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../src/core/ports/provider.ts';
import { synapseDefaults } from '../twins/matrix/http/limiter.ts';
import { questionOf } from '../twins/model/model-server.ts';
import { echo } from './behaviours.ts';
import { onMatrix } from './matrix-bot.ts';

const sync = 'GET /sync';
const sending = /^PUT .*\/send\/m\.room\.message\//;
const countTo = (most: number): readonly string[] => Array.from({ length: most }, (_, index) => `line ${index + 1} of many`);

/** What is to be answered: everything since her last words. */
function asksIn({ messages }: ChatRequest): readonly string[] {
  const last = messages.findLastIndex(({ role }) => role === 'assistant');
  return messages.slice(last + 1).flatMap(({ role, said, text }) => (role === 'user' ? [said ?? text] : []));
}

describe('mishaps between her and the homeserver', () => {
  it('a refused message is sent again under the same transaction id, in its order, once', async () => {
    const { twin, start } = await onMatrix(echo);
    const { dm } = twin.user('ada');
    await start();
    dm.says('first');
    await dm.sees('You said: first');
    await dm.settles();
    twin.fault({ kind: '429', on: sending, retryAfterMs: 200, times: 2 });
    dm.says('second');
    await dm.sees('You said: second');
    await dm.settles();
    const sent = twin.sent.find(({ content }) => content['body'] === 'You said: second');
    const tried = twin.asked.filter(({ path }) => path.endsWith(`/${sent?.transaction}`));
    expect(tried.map(({ status }) => status)).toEqual([429, 429, 200]);
    expect(dm.transcript().split('You said: second')).toHaveLength(2);
    twin.noRefusals();
  });

  it('where few messages are taken, three long answers at once still stand whole, each in one message', async () => {
    const { twin, start } = await onMatrix(
      async ({ text, finish }) => {
        for (let word = 0; word < 20; word += 1) {
          text(`word${word} `);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        text('the end.');
        finish();
      },
      // As an untouched Synapse has it, but ten times as fast and with less at once.
      { limits: { ...synapseDefaults, messages: { perSecond: 2, burst: 2 }, refusedAfterMs: 100 } },
    );
    const den = twin.room('den');
    const people = ['ada', 'bob', 'cyd'].map((name) => twin.user(name).in(den));
    await start();
    for (const person of people) person.mentions(twin.bot, 'tell me');
    const whole = `${Array.from({ length: 20 }, (_, word) => `word${word} `).join('')}the end.`;
    const answers = () => den.messages().filter(({ text }) => text.includes('word0'));
    await den.until('three answers stand', () => answers().filter(({ text }) => text === whole).length === 3, 30_000);
    await den.settles();
    expect(twin.rateLimited).toBeGreaterThan(0);
    expect(answers().map(({ text }) => text)).toEqual([whole, whole, whole]);
    twin.noRefusals();
  });

  it('a sync that repeats itself, one that leaves a gap, and a server that was away: everything is answered once', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const { dm } = twin.user('ada');
    await start();
    dm.says('one');
    await dm.sees('You said: one');
    twin.fault({ kind: 'replay', on: sync, times: 2 });
    dm.says('two');
    await dm.sees('You said: two');
    dm.says('three');
    await dm.sees('You said: three');
    await dm.settles();
    twin.fault({ kind: 'gap', on: sync, limit: 1 });
    twin.goesDown();
    for (const line of countTo(6)) dm.says(line);
    twin.goesDown(false);
    await dm.room.until('the last of it was asked', () => model.requests.flatMap(asksIn).includes('line 6 of many'), 30_000);
    dm.says('done');
    await dm.sees('You said: done', { ms: 30_000 });
    expect(model.requests.flatMap(asksIn)).toEqual(['one', 'two', 'three', ...countTo(6), 'done']);
    twin.noRefusals();
  });

  it.each(['502-after-effect', 'reset-after-effect'] as const)('an answer whose confirmation is lost (%s) is shown once', async (kind) => {
    const { twin, model, start } = await onMatrix(echo);
    const { dm } = twin.user('ada');
    await start();
    dm.says('before');
    await dm.sees('You said: before');
    await dm.settles();
    twin.fault({ kind, on: sending, times: 2 });
    dm.says('and now?');
    await dm.sees('You said: and now?');
    dm.says('after');
    await dm.sees('You said: after');
    await dm.settles();
    expect(dm.transcript().split('You said: and now?')).toHaveLength(2);
    expect(model.requests.map(questionOf)).toEqual(['before', 'and now?', 'after']);
    twin.noRefusals();
  });

  it('forty lines while she was away, more than a sync tells: every one is asked once, in order', async () => {
    const { twin, model, start } = await onMatrix(echo);
    const { dm } = twin.user('ada');
    const bot = await start();
    dm.says('before');
    await dm.sees('You said: before');
    await dm.settles();
    await bot.kill('SIGKILL');
    const lines = countTo(40);
    for (const line of lines) dm.says(line);
    twin.fault({ kind: 'gap', on: sync, limit: 5 });
    await start();
    await dm.room.until('the last of it was asked', () => model.requests.flatMap(asksIn).includes('line 40 of many'), 30_000);
    dm.says('done');
    await dm.sees('You said: done', { ms: 30_000 });
    await dm.settles();
    expect(model.requests.flatMap(asksIn)).toEqual(['before', ...lines, 'done']);
    expect(dm.room.messages().filter(({ text }) => text.startsWith('You said: '))).toHaveLength(model.requests.length);
    twin.noRefusals();
  });
});
