import { expect, it } from 'vitest';
import type { WireStage } from './wire-stage.ts';
import { said } from './wire-stage.ts';

/** What comes out of an answer that is as it should be, or nearly. */
export function answersContract(stage: WireStage): void {
  const { faults, wire } = stage;
  const words = 'Grüße 👩‍🚀 日本語 \u2028 "quoted" \\ </s>';

  it('the pieces put together are what was said, however the bytes are cut', async () => {
    for (const fault of [faults.answers(...(words.match(/.{1,3}/gsu) ?? [])), faults.drips(words)]) {
      const heard = await stage.ask(fault);
      expect(heard).toMatchObject({ text: words, error: undefined });
      expect(heard.finishes).toHaveLength(1);
    }
  });

  it('bytes that are no characters become �, and nothing is lost around them', async () => {
    const { text, error } = await stage.ask(faults.brokenBytes);
    expect(error).toBeUndefined();
    expect(text).toMatch(/^a\uFFFD.*b$/s);
  });

  it('an answer without words is one, as long as it ends', async () => {
    expect(await stage.ask(faults.answers())).toMatchObject({ text: '', error: undefined, finishes: [{ type: 'finish' }] });
  });

  it('what the model thinks is told apart from what it says', async () => {
    expect(await stage.ask(faults.thinks('secretly: hm', said))).toMatchObject({ text: said, reasoning: 'secretly: hm', error: undefined });
  });

  it.each(wire.words.ends)('an end by %s is a %s', async (raw, reason) => {
    const { finishes, text } = await stage.ask(faults.ends(said, raw));
    expect(text).toBe(said);
    expect(finishes).toMatchObject([{ reason, raw }]);
  });

  it('a reason nobody knows is an end all the same', async () => {
    expect((await stage.ask(faults.ends(said, 'because'))).finishes).toMatchObject([{ reason: 'stop', raw: 'because' }]);
  });

  it('counts what was read, from a cache or not, and what was written', async () => {
    const { finishes } = await stage.ask(faults.answers(said));
    expect(finishes[0]?.usage).toMatchObject({ in: 7, cached: wire.words.cached, out: 3 });
  });

  it.each([
    ['two ends', faults.finishesTwice(said)],
    ['talk after the end', faults.goesOnAfterFinish(said)],
  ])('%s: the first one counts', async (_title, fault) => {
    const heard = await stage.ask(fault);
    expect({ ...heard, finishes: heard.finishes.length }).toMatchObject({ text: said, finishes: 1, error: undefined });
  });

  it('twenty answers in small pieces never mix', async () => {
    stage.server.on(wire.words.path, async (exchange) => {
      const own = /q\d+;/.exec(JSON.stringify(exchange.body))?.[0] ?? '';
      exchange.head(200, { 'content-type': wire.words.type });
      await exchange.write(wire.words.opening());
      for (let piece = 0; piece < 30; piece += 1) {
        await exchange.write(wire.words.piece(own));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await exchange.write(wire.words.finish());
      exchange.end();
    });
    const heard = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        stage.hear(stage.provider.stream({ ...stage.request, messages: [{ role: 'user', text: `q${index};` }] }, stage.context())),
      ),
    );
    expect(heard.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, index) => `q${index};`.repeat(30)));
  });

  it('connections are used again', async () => {
    const context = stage.context();
    stage.server.on(wire.words.path, faults.answers(said));
    await stage.hear(stage.provider.stream(stage.request, context));
    const before = stage.server.connections();
    for (let times = 0; times < 5; times += 1) {
      await stage.hear(stage.provider.stream(stage.request, context));
      await stage.server.idle();
    }
    expect(stage.server.connections()).toBeLessThanOrEqual(before + 1);
  });
}
