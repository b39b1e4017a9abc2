import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { BotError } from '../../../src/core/errors.ts';
import type { Fault } from '../../twins/faults/fault-server.ts';
import { said, type WireStage } from './wire-stage.ts';

/** Whoever stops listening is not talked to any more. */
export function hangingUpContract(stage: WireStage): void {
  const { faults, wire } = stage;

  it.each<readonly [string, Fault]>([
    ['before the head', faults.silentBeforeHead],
    ['before the first word', faults.silentBeforeText],
    ['while an error is read', (exchange) => exchange.head(500, { 'content-type': 'application/json' })],
  ])('stopped %s: ends with the reason, and the connection with it', async (_title, fault) => {
    stage.server.on(wire.words.path, fault);
    const cut = new AbortController();
    const hearing = stage.hear(stage.provider.stream(stage.request, stage.context({ signal: cut.signal })));
    const exchange = await stage.server.arrived(wire.words.path);
    const reason = new BotError('provider-timeout', 'that took too long');
    cut.abort(reason);
    expect((await hearing).error).toBe(reason);
    await exchange.hungUp;
  });

  it('stopped in the middle: what was said stays, nothing follows', async () => {
    stage.server.on(wire.words.path, faults.silentAfter(said));
    const cut = new AbortController();
    const reason = new BotError('provider-timeout', 'that took too long');
    const stream = stage.provider.stream(stage.request, stage.context({ signal: cut.signal }));
    const heard = await stage.hear(stream, () => cut.abort(reason));
    expect(heard).toMatchObject({ text: said, finishes: [] });
    expect(heard.error).toBe(reason);
    await (await stage.server.arrived(wire.words.path)).hungUp;
  });

  it('stopped before it began: nothing is sent', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(stage.ask(faults.answers(said), {}, { signal })).rejects.toThrow('enough');
    expect(stage.server.exchanges.filter(({ path }) => path === wire.words.path)).toEqual([]);
  });

  it('left by break: hangs up, and answers the next question', async () => {
    stage.server.on(wire.words.path, faults.silentAfter(said));
    for await (const _delta of stage.provider.stream(stage.request, stage.context())) break;
    await (await stage.server.arrived(wire.words.path)).hungUp;
    expect((await stage.ask(faults.answers('well'))).text).toBe('well');
  });

  it('who never ends is hung up on', async () => {
    await stage.ask(faults.goesOnAfterFinish(said));
    await (await stage.server.arrived(wire.words.path)).hungUp;
    const never = Promise.withResolvers<void>();
    expect(await stage.ask(faults.endsLate(said, never.promise))).toMatchObject({ text: said, error: undefined });
    await (await stage.server.arrived(wire.words.path, 2)).hungUp;
  });

  it('a signal that lives on is not listened to: not after an answer, a failure or a break', async () => {
    const cut = new AbortController();
    const context = { signal: cut.signal };
    for (let times = 0; times < 25; times += 1) await stage.ask(faults.answers(said), {}, context);
    await stage.ask(faults.noFinish(said), {}, context);
    await stage.ask(faults.status(500), {}, context);
    await stage.ask(faults.resetBeforeHead, {}, context);
    stage.server.on(wire.words.path, faults.answers(said));
    for await (const _delta of stage.provider.stream(stage.request, stage.context(context))) break;
    expect(getEventListeners(cut.signal, 'abort')).toHaveLength(0);
    cut.abort(new Error('late'));
    cut.abort(new Error('later'));
  });
}
