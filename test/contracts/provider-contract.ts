import { describe, expect, it, vi } from 'vitest';
import { BotError } from '../../src/core/errors.ts';
import { type ChatProvider, type ChatRequest, type Delta, exposures } from '../../src/core/ports/provider.ts';

/** What every provider must do; `make` gives one that is ready to answer `request`. */
export function providerContract(
  name: string,
  make: () => Promise<{ readonly provider: ChatProvider; readonly request: ChatRequest }>,
): void {
  const open = (): AbortSignal => new AbortController().signal;

  async function collect(stream: AsyncIterable<Delta>): Promise<readonly Delta[]> {
    const deltas: Delta[] = [];
    for await (const delta of stream) deltas.push(delta);
    return deltas;
  }

  const textOf = (deltas: readonly Delta[]): string => deltas.map((delta) => (delta.type === 'text' ? delta.text : '')).join('');

  describe(`${name} keeps the provider contract`, () => {
    it('has a name and says how far text travels', async () => {
      const { provider } = await make();
      expect(provider.name).toMatch(/^[a-z]+$/);
      expect(exposures).toContain(provider.exposure);
    });

    it('streams text ended by exactly one finish, which is last', async () => {
      const { provider, request } = await make();
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
      const { provider, request } = await make();
      await expect(collect(provider.stream(request, { signal: AbortSignal.abort(new Error('stop')) }))).rejects.toThrow('stop');
    });

    it('aborted in the middle: the stream ends with the reason', async () => {
      const { provider, request } = await make();
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
      const { provider, request } = await make();
      for await (const _delta of provider.stream(request, { signal: open() })) break;
      expect(textOf(await collect(provider.stream(request, { signal: open() })))).not.toBe('');
    });

    it('twenty streams at once never mix', async () => {
      const { provider, request } = await make();
      const alone = textOf(await collect(provider.stream(request, { signal: open() })));
      const many = await Promise.all(Array.from({ length: 20 }, () => collect(provider.stream(request, { signal: open() }))));
      expect(new Set(many.map(textOf))).toEqual(new Set([alone]));
    });

    it('prints nothing', async () => {
      const { provider, request } = await make();
      const spies = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
      const before = spies.map((spy) => spy.mock.calls.length);
      await collect(provider.stream(request, { signal: open() }));
      expect(spies.map((spy) => spy.mock.calls.length)).toEqual(before);
      for (const spy of spies) spy.mockRestore();
    });

    it('fails with a BotError that holds no text of the talk', async () => {
      const { provider, request } = await make();
      const broken = { ...request, messages: [], scripts: [] };
      const failure = await collect(provider.stream(broken, { signal: open() })).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (failure === undefined) return;
      expect(failure).toBeInstanceOf(BotError);
      for (const { text } of request.messages) expect(String(failure)).not.toContain(text);
    });
  });
}
