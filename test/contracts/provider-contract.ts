import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { BotError } from '../../src/core/errors.ts';
import type { Fetch } from '../../src/core/ports/network.ts';
import {
  type ChatProvider,
  type ChatRequest,
  type Delta,
  exposures,
  type PromptMessage,
  type ProviderContext,
} from '../../src/core/ports/provider.ts';

/** The server behind a provider, where there is one. */
export interface Upstream {
  /** Resolves when no answer is under way any more. */
  idle(): Promise<void>;
  /** Everything it was sent so far, as text. */
  received(): string;
  connections(): number;
}

export interface ContractCase {
  readonly provider: ChatProvider;
  /** One that it is ready to answer, in several pieces. */
  readonly request: ChatRequest;
  readonly upstream?: Upstream;
  /** The way out, for a provider that needs one. */
  readonly fetch?: Fetch;
}

/** What every provider must do; `make` gives one with a request to begin with. */
export function providerContract(name: string, make: () => Promise<ContractCase>): void {
  const open = (): AbortSignal => new AbortController().signal;

  async function collect(stream: AsyncIterable<Delta>): Promise<readonly Delta[]> {
    const deltas: Delta[] = [];
    for await (const delta of stream) deltas.push(delta);
    return deltas;
  }

  /** The provider with its way out in every question. */
  async function makeReady(): Promise<ContractCase> {
    const { fetch, ...rest } = await make();
    if (fetch === undefined) return rest;
    const { provider } = rest;
    const stream = (request: ChatRequest, context: ProviderContext) => provider.stream(request, { fetch, ...context });
    return { ...rest, provider: Object.assign(Object.create(provider), { stream }) };
  }

  const textOf = (deltas: readonly Delta[]): string => deltas.map((delta) => (delta.type === 'text' ? delta.text : '')).join('');

  describe(`${name} keeps the provider contract`, () => {
    it('has a name and says how far text travels', async () => {
      const { provider } = await makeReady();
      expect(provider.name).toMatch(/^[a-z]+$/);
      expect(exposures).toContain(provider.exposure);
    });

    it('streams text ended by exactly one finish, which is last', async () => {
      const { provider, request } = await makeReady();
      const deltas = await collect(provider.stream(request, { signal: open() }));
      expect(textOf(deltas)).not.toBe('');
      expect(deltas.filter(({ type }) => type === 'finish')).toHaveLength(1);
      const last = deltas.at(-1);
      expect(last?.type).toBe('finish');
      if (last?.type !== 'finish' || last.usage === undefined) return;
      for (const count of Object.values(last.usage)) expect(count).toBeGreaterThanOrEqual(0);
      expect(last.usage.cached).toBeLessThanOrEqual(last.usage.in);
    });

    it('aborted before the start: nothing comes', async () => {
      const { provider, request } = await makeReady();
      await expect(collect(provider.stream(request, { signal: AbortSignal.abort(new Error('stop')) }))).rejects.toThrow('stop');
    });

    it('aborted in the middle: the stream ends with the reason', async () => {
      const { provider, request } = await makeReady();
      const cut = new AbortController();
      const seen: Delta[] = [];
      await expect(async () => {
        for await (const delta of provider.stream(request, { signal: cut.signal })) {
          seen.push(delta);
          cut.abort(new Error('stop'));
        }
      }).rejects.toThrow('stop');
      expect(seen).toHaveLength(1);
    });

    it('left by break: it can be asked again at once', async () => {
      const { provider, request } = await makeReady();
      for await (const _delta of provider.stream(request, { signal: open() })) break;
      expect(textOf(await collect(provider.stream(request, { signal: open() })))).not.toBe('');
    });

    it('twenty streams at once never mix', async () => {
      const { provider, request } = await makeReady();
      const alone = textOf(await collect(provider.stream(request, { signal: open() })));
      const many = await Promise.all(Array.from({ length: 20 }, () => collect(provider.stream(request, { signal: open() }))));
      expect(new Set(many.map(textOf))).toEqual(new Set([alone]));
    });

    it('prints nothing', async () => {
      const { provider, request } = await makeReady();
      const spies = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
      const before = spies.map((spy) => spy.mock.calls.length);
      await collect(provider.stream(request, { signal: open() }));
      expect(spies.map((spy) => spy.mock.calls.length)).toEqual(before);
      for (const spy of spies) spy.mockRestore();
    });

    it('fails with a BotError that holds no text of the talk', async () => {
      const { provider, request } = await makeReady();
      const broken = { ...request, messages: [], scripts: [] };
      const failure = await collect(provider.stream(broken, { signal: open() })).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (!(failure instanceof Error)) return expect(failure).toBeUndefined();
      expect(failure).toBeInstanceOf(BotError);
      const shown = [
        String(failure),
        inspect(failure, { depth: 9 }),
        JSON.stringify(failure),
        String(Reflect.get(failure, 'stack')),
      ].join();
      for (const { text } of request.messages) expect(shown).not.toContain(text);
    });

    it('answers whatever order the talk is in: two people in a row, herself first, 200 lines', async () => {
      const { provider, request } = await makeReady();
      const last = request.messages.slice(-1);
      const line = (role: PromptMessage['role'], text: string): PromptMessage => ({ role, text, at: request.at });
      const talks: readonly (readonly PromptMessage[])[] = [
        [line('system', 'be kind'), line('user', 'one'), line('user', 'two')],
        [line('assistant', 'Hello, I am first.')],
        Array.from({ length: 200 }, (_, index) => line(index % 2 === 0 ? 'user' : 'assistant', `line ${index}`)),
      ];
      for (const before of talks) {
        const messages = [...before, ...last];
        const deltas = await collect(provider.stream({ ...request, messages }, { signal: open() }));
        expect(deltas.at(-1)?.type).toBe('finish');
        expect(textOf(deltas)).not.toBe('');
      }
    });

    it('leaves the request as it was', async () => {
      const { provider, request } = await makeReady();
      const before = structuredClone(request);
      await collect(provider.stream(deepFreeze(request), { signal: open() }));
      expect(request).toEqual(before);
    });

    it('forgets the signal when the answer is over: aborting then, and twice, does nothing', async () => {
      const { provider, request } = await makeReady();
      const cut = new AbortController();
      for (let times = 0; times < 20; times += 1) await collect(provider.stream(request, { signal: cut.signal }));
      for await (const _delta of provider.stream(request, { signal: cut.signal })) break;
      expect(getEventListeners(cut.signal, 'abort')).toHaveLength(0);
      cut.abort(new Error('late'));
      cut.abort(new Error('later'));
      expect(textOf(await collect(provider.stream(request, { signal: open() })))).not.toBe('');
    });

    it('leaves no timer behind that would keep the process alive', async () => {
      const { provider, request } = await makeReady();
      const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
      const before = timers();
      await collect(provider.stream(request, { signal: open() }));
      expect(timers()).toBeLessThanOrEqual(before);
    });

    it('tells how it is, or that it was stopped from finding out', async () => {
      const { provider } = await makeReady();
      if (provider.health === undefined) return;
      const health = await provider.health(open());
      expect(health.state).toBe('up');
      if (health.state !== 'up') return;
      expect(health.models.length).toBeGreaterThan(0);
      expect(health.models.map(({ id }) => id)).toContain(health.chosen?.model.id);
      expect(await provider.listModels?.(open())).toEqual(health.models);
      await expect(provider.health(AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    });

    it('lets its server go: when stopped, when left, when done', async () => {
      const { provider, request, upstream } = await makeReady();
      if (upstream === undefined) return;
      for await (const _delta of provider.stream(request, { signal: open() })) break;
      await upstream.idle();
      const cut = new AbortController();
      const stopped = collect(provider.stream(request, { signal: cut.signal }));
      cut.abort(new Error('stop'));
      await expect(stopped).rejects.toThrow('stop');
      await upstream.idle();
      const before = upstream.connections();
      for (let times = 0; times < 5; times += 1) await collect(provider.stream(request, { signal: open() }));
      await upstream.idle();
      expect(upstream.connections()).toBeLessThanOrEqual(before + 1);
    });

    it('sends each line of the talk once, and nothing of the environment', async () => {
      const { provider, request, upstream } = await makeReady();
      if (upstream === undefined) return;
      const canary = 'canary-5d1f9c';
      const names = ['OLLAMA_API_KEY', 'OLLAMA_HOST', 'OPENAI_API_KEY', 'OPENAI_ORG_ID', 'ANTHROPIC_API_KEY', 'HTTP_PROXY', 'http_proxy'];
      for (const variable of names) vi.stubEnv(variable, /proxy/i.test(variable) ? `http://${canary}.invalid` : canary);
      const system: PromptMessage = { role: 'system', text: 'You are the only system line 8b2e.' };
      await collect(provider.stream({ ...request, messages: [system, ...request.messages] }, { signal: open() }));
      vi.unstubAllEnvs();
      expect(upstream.received().split(system.text)).toHaveLength(2);
      expect(upstream.received()).not.toContain(canary);
    });
  });
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
