import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createScriptedProvider, finish, type ProviderScript, type ScriptedProvider, says } from '../../../test/fakes/scripted-provider.ts';
import { BotError } from '../errors.ts';
import { askObject } from './ask-object.ts';

const schema = z.strictObject({ colour: z.enum(['red', 'blue']), why: z.string().max(40) });
const good = '{"colour":"red","why":"like a rose"}';

function answers(...texts: readonly string[]): ProviderScript {
  return (_request, attempt) => says(texts[attempt - 1] ?? texts.at(-1) ?? '');
}

async function ask(providers: readonly [ScriptedProvider, ...ScriptedProvider[]], signal = new AbortController().signal) {
  const clock = createFakeClock();
  const [first, ...others] = providers.map((provider) => ({ provider, model: { id: 'm' }, payer: 'none' as const }));
  if (first === undefined) throw new Error('nobody');
  const asked = askObject(
    { clock, deadlines: { firstTokenMs: 5_000, idleMs: 5_000 }, signal, candidates: [first, ...others], access: async () => ({}) },
    {
      name: 'colour',
      schema,
      request: () => ({ messages: [{ role: 'user', text: 'which?' }], hints: { temperature: 0.5 }, language: 'en', at: 0 }),
    },
  );
  asked.catch(() => undefined);
  await clock.advance(30_000);
  return asked;
}

describe('an answer as data', () => {
  it.each([
    ['as it should be', good],
    ['fenced in', `Here you are:\n\`\`\`json\n${good}\n\`\`\`\nAnything else?`],
    ['in pieces with white space', `\n  ${good}  \n`],
  ])('is read %s', async (_how, text) => {
    const provider = createScriptedProvider(answers(text));
    expect(await ask([provider])).toMatchObject({ value: { colour: 'red', why: 'like a rose' } });
    expect(provider.requests[0]?.schema).toMatchObject({
      name: 'colour',
      schema: { type: 'object', required: ['colour', 'why'], additionalProperties: false },
    });
  });

  it.each([
    ['no JSON', 'I like red.'],
    ['half of it', '{"colour":"red","why":'],
    ['another value', '{"colour":"green","why":"like grass"}'],
    ['something more', '{"colour":"red","why":"x","mood":"good"}'],
    ['something too long', `{"colour":"red","why":"${'x'.repeat(41)}"}`],
  ])('%s is sent back once, with what is wrong', async (_what, broken) => {
    const provider = createScriptedProvider(answers(broken, good));
    expect(await ask([provider])).toMatchObject({ value: { colour: 'red' } });
    expect(provider.requests).toHaveLength(2);
    expect(provider.requests[1]?.messages.slice(1)).toMatchObject([{ role: 'assistant', text: broken }, { role: 'user' }]);
  });

  it('broken twice it is a failure of its own, and never half an object', async () => {
    const provider = createScriptedProvider(answers('{"colour":"green"}'));
    await expect(ask([provider])).rejects.toMatchObject({ code: 'answer-unusable' });
    expect(provider.requests).toHaveLength(2);
  });

  it('one that never ends is cut off', async () => {
    const provider = createScriptedProvider(async function* () {
      for (;;) yield { type: 'text', text: 'x'.repeat(10_000) };
    });
    await expect(ask([provider])).rejects.toMatchObject({ code: 'answer-unusable' });
  });

  it('a refusal is one, and the next is asked', async () => {
    const refusing: ProviderScript = async function* () {
      yield { ...finish, type: 'finish', reason: 'refusal', raw: 'refusal' };
    };
    await expect(ask([createScriptedProvider(refusing)])).rejects.toMatchObject({ code: 'provider-refused' });
    expect(await ask([createScriptedProvider(refusing), createScriptedProvider(answers(good))])).toMatchObject({
      value: { colour: 'red' },
    });
  });

  it('a schema that is refused is left out: it is checked here anyway', async () => {
    const provider = createScriptedProvider((request) =>
      request.schema === undefined
        ? says(good)
        : // biome-ignore lint/correctness/useYield: it fails before the first word
          (async function* () {
            throw new BotError('wish-refused', 'refused', { field: 'schema' });
          })(),
    );
    expect(await ask([provider])).toMatchObject({ value: { colour: 'red' } });
    expect(provider.requests).toHaveLength(2);
  });

  it('who hangs is left for the next', async () => {
    const hanging = createScriptedProvider(async function* (_request, _attempt, signal) {
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
      yield finish;
    });
    await expect(ask([hanging])).rejects.toMatchObject({ code: 'provider-timeout' });
    expect(await ask([hanging, createScriptedProvider(answers(good))])).toMatchObject({ value: { colour: 'red' } });
  });

  it('ends with the signal', async () => {
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await expect(ask([createScriptedProvider(answers(good))], stop.signal)).rejects.toThrow('stopped');
  });
});
