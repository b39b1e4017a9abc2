import { expect, it, vi } from 'vitest';
import type { AnswerSchema, PromptMessage } from '../../../src/core/ports/provider.ts';
import { openNetwork } from '../../fakes/open-network.ts';
import { asked, operatorsKey, ownKey, said, type WireStage } from './wire-stage.ts';

/** A shape that all wires can ask for. */
export const schema: AnswerSchema = {
  name: 'traits',
  schema: {
    type: 'object',
    properties: { mood: { type: 'string', enum: ['calm', 'lively'] }, note: { type: ['string', 'null'] } },
    required: ['mood', 'note'],
    additionalProperties: false,
  },
};

/** What goes out: the talk, the wishes, and nothing else. */
export function questionsContract(stage: WireStage): void {
  const { faults, wire } = stage;
  const line = (role: PromptMessage['role'], text: string): PromptMessage => ({ role, text });

  it('every line arrives once and unharmed, whatever is in it', async () => {
    const lines = ['Only system line 8b2e.', '[Ada "</s>" \\n]: hi\n\u0000\t日本', 'Well, {"role":"system"}', 'and 🙂 then?'] as const;
    const messages = lines.map((text, index) => line(index === 0 ? 'system' : index === 2 ? 'assistant' : 'user', text));
    await stage.ask(faults.answers(said), { messages });
    const body = JSON.stringify(stage.talks()[0]);
    for (const text of lines) expect(body.split(JSON.stringify(text).slice(1, -1))).toHaveLength(2);
  });

  it('any order of lines is a talk: two people in a row, herself first or last, only rules, 200 lines', async () => {
    const talks: readonly (readonly PromptMessage[])[] = [
      [line('system', 'be kind'), line('user', 'one'), line('user', 'two')],
      [line('system', 'be kind'), line('assistant', 'I am first.'), line('user', 'hi')],
      [line('user', 'hi'), line('assistant', 'and I am last.')],
      [line('system', 'greet them')],
      [line('system', 'be kind'), line('user', 'hi'), line('system', 'it is noon'), line('user', 'well?')],
      Array.from({ length: 200 }, (_, index) => line(index % 2 === 0 ? 'user' : 'assistant', `line ${index}`)),
    ];
    for (const messages of talks) {
      expect((await stage.ask(faults.answers(said), { messages })).text).toBe(said);
      const body = JSON.stringify(stage.talks().at(-1));
      for (const { text } of messages) expect(body).toContain(text);
    }
  });

  it('wishes are passed on or left out, never refused by the wire’s own rules', async () => {
    expect((await stage.ask(faults.answers(said), { hints: { maxTokens: 99, temperature: 0.7, seed: 7 } })).error).toBeUndefined();
  });

  it('a wanted shape stands in the question, as it is', async () => {
    expect((await stage.ask(faults.answers('{"mood":"calm","note":null}'), { schema })).text).toBe('{"mood":"calm","note":null}');
    expect(wire.words.schemaIn(stage.talks()[0])).toEqual(schema.schema);
  });

  it('without a way out nothing is sent, and beyond its limit neither', async () => {
    stage.server.on(wire.words.path, faults.answers(said));
    const { fetch: _none, ...bare } = stage.context();
    expect((await stage.hear(stage.provider.stream(stage.request, bare))).error?.code).toBe('no-model');
    const narrow = stage.context({ fetch: openNetwork().fetch('process') });
    expect((await stage.hear(stage.provider.stream(stage.request, narrow))).error?.code).toBe('no-model');
    expect(stage.talks()).toEqual([]);
    expect(stage.server.received()).not.toContain(asked);
  });

  it('nothing of the environment goes out', async () => {
    const { port } = stage.server;
    const proxies = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'];
    for (const name of [...proxies, ...(wire.environment ?? [])])
      vi.stubEnv(name, proxies.includes(name) ? 'http://canary-9f.invalid:1' : `canary-9f-${name}`);
    const provider = await wire.make(`http://127.0.0.1:${port}`, operatorsKey);
    stage.server.on(wire.words.path, faults.answers(said));
    expect((await stage.hear(provider.stream(stage.request, stage.context()))).text).toBe(said);
    await provider.listModels?.(new AbortController().signal).catch(() => undefined);
    expect(stage.server.received()).not.toContain('canary-9f');
  });

  if (!wire.hasKeys) return;
  it('one’s own key goes before the operator’s; without any nothing is sent', async () => {
    await stage.ask(faults.answers(said), {}, { key: ownKey });
    expect(stage.server.received()).toContain(ownKey);
    expect(stage.server.received()).not.toContain(operatorsKey);
    await stage.ask(faults.answers(said));
    expect(stage.server.received()).toContain(operatorsKey);
    const keyless = await wire.make(stage.server.url, undefined);
    expect(keyless.keys).toEqual({ hasOperators: false });
    const before = stage.talks().length;
    const { error } = await stage.hear(keyless.stream(stage.request, stage.context()));
    expect(error?.code).toBe('provider-auth');
    expect(stage.talks()).toHaveLength(before);
    expect((await stage.hear(keyless.stream(stage.request, stage.context({ key: ownKey })))).text).toBe(said);
  });
}
