import { expect, it } from 'vitest';
import { wishes as allWishes, type ChatRequest } from '../../../src/core/ports/provider.ts';
import { failingOn, indiscreet } from '../../twins/faults/failing.ts';
import { schema } from './questions.ts';
import { asked, operatorsKey, said, type WireStage } from './wire-stage.ts';

/** What comes of everything a server does wrong. */
export function failuresContract(stage: WireStage): void {
  const { faults, wire } = stage;
  const failing = failingOn(wire.words, said);

  it.each(failing)('$title: $code, said discreetly, asked once, hung up', async ({ fault, code, text = '', isOver = false }) => {
    const { error, ...heard } = await stage.ask(fault);
    expect({ ...heard, code: error?.code }).toEqual({ text, reasoning: '', finishes: [], code });
    stage.expectDiscreet(error);
    expect(stage.talks()).toHaveLength(1);
    if (!isOver) await (await stage.server.arrived(wire.words.path)).hungUp;
  });

  it('after every one of them the next question is answered', async () => {
    for (const { fault } of failing) {
      await stage.ask(fault);
      expect(await stage.ask(faults.answers('well'))).toMatchObject({ text: 'well', error: undefined });
    }
  });

  it('a connection broken in the middle: what was said stays', async () => {
    const read = Promise.withResolvers<void>();
    stage.server.on(wire.words.path, faults.resetAfter(said, read.promise));
    const heard = await stage.hear(stage.provider.stream(stage.request, stage.context()), () => read.resolve());
    expect(heard).toMatchObject({ text: said, finishes: [], error: { code: 'provider-truncated' } });
    stage.expectDiscreet(heard.error);
  });

  it.each([
    ['in seconds', '7', 7_000],
    ['in parts of a second', '1.5', 1_500],
    ['at a date', 'Tue, 24 Nov 2026 09:00:12 GMT', 12_000],
    ['at a date that is over', 'Tue, 24 Nov 2026 08:00:00 GMT', 0],
    ['in ten hours', '36000', 36_000_000],
    ['some day', 'soon', undefined],
    ['before now', '-5', undefined],
    ['in a time beyond all counting', '9'.repeat(400), undefined],
  ])('a limit that ends %s', async (_title, header, retryAfterMs) => {
    // A date is read by the clock of whoever wrote it.
    const headers = { 'retry-after': header, date: 'Tue, 24 Nov 2026 09:00:00 GMT' };
    const { error } = await stage.ask(faults.status(429, indiscreet, headers));
    expect({ code: error?.code, retryAfterMs: error?.retryAfterMs }).toEqual({ code: 'provider-limit', retryAfterMs });
  });

  /** Everything that may be wished for at once. */
  const wishes = {
    hints: { temperature: 0.7, seed: 7, maxTokens: 99 },
    schema,
    messages: [{ role: 'user', text: asked, images: [{ mime: 'image/png', bytes: Uint8Array.of(1, 2, 3) }] }],
  } satisfies Partial<ChatRequest>;
  const refusals = allWishes.flatMap((wish) => {
    const refused = wire.words.refusedWish(wish);
    return refused === undefined ? [] : [{ wish, refused }];
  });

  if (refusals.length > 0)
    it.each(refusals)('a model that refuses $wish: says which wish it was', async ({ wish, refused }) => {
      const { error } = await stage.ask(faults.says(refused), wishes);
      expect({ code: error?.code, field: error?.field }).toEqual({ code: 'wish-refused', field: wish });
      stage.expectDiscreet(error);
    });

  it('nobody there: says so', async () => {
    const provider = await wire.make('http://127.0.0.1:9', operatorsKey);
    const { error } = await stage.hear(provider.stream(stage.request, stage.context()));
    expect(error?.code).toBe('provider-unreachable');
    stage.expectDiscreet(error);
  });
}
