import { describe, expect, it } from 'vitest';
import { intakeOf, receipt, replyTo, talk } from '../../../test/contracts/store-samples.ts';
import { createMemoryStore } from '../../../test/fakes/memory-store.ts';
import { createMetrics, type ProviderFigures } from './create-metrics.ts';

const attempt = {
  turn: undefined,
  personality: 'mia',
  model: 'm',
  payer: 'operator',
  exposure: 'cloud',
  outcome: 'ok',
  tokensIn: 100,
  tokensCached: 40,
  tokensOut: 7,
  costMicro: 300,
  firstMs: 20,
  totalMs: 90,
  at: 1,
} as const;

/** Lines that are figures. */
async function linesOf(metrics: { render(): Promise<{ readonly body: string }> }): Promise<readonly string[]> {
  return (await metrics.render()).body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

async function stage(providers: () => readonly ProviderFigures[] = () => []) {
  const metrics = await createMetrics(providers);
  return { metrics, store: metrics.watch(createMemoryStore()) };
}

describe('metrics', () => {
  it('count what was committed, and nothing of a batch that was refused', async () => {
    const { metrics, store } = await stage();
    await talk(store, [intakeOf('1')]);
    expect(await store.inbox.claim(intakeOf('1'))).toBe(false);
    await store.inbox.claimNext('talk', 9);
    const row = { ...attempt, person: 'p-1', room: 'test:garden', provider: 'cloudy' } as const;
    await store.commit([
      { write: 'reply', reply: replyTo('1', { receipt: { ...receipt, timing_ms: { own: 1, first: 300, total: 400 } } }) },
      { write: 'turn', id: 't-1', state: 'answered' },
      { write: 'attempt', attempt: { ...row, id: 'a' } },
      { write: 'attempt', attempt: { ...row, id: 'b', outcome: 'provider-failed', costMicro: undefined } },
    ]);
    await expect(store.commit([{ write: 'attempt', attempt: { ...row, id: 'c', room: 'test:nowhere' } }])).rejects.toThrow();
    const lines = await linesOf(metrics);
    expect(lines).toEqual(
      expect.arrayContaining([
        'miachat_turns_total{state="received"} 1',
        'miachat_turns_total{state="generating"} 1',
        'miachat_turns_total{state="answered"} 1',
        'miachat_turns_total{state="dead"} 0',
        'miachat_outbox_depth 0',
        'miachat_first_text_seconds_bucket{le="0.25"} 0',
        'miachat_first_text_seconds_bucket{le="0.5"} 1',
        'miachat_provider_attempts_total{provider="cloudy",kind="ok"} 1',
        'miachat_provider_attempts_total{provider="cloudy",kind="provider-failed"} 1',
        'miachat_provider_tokens_total{provider="cloudy",direction="out"} 14',
        'miachat_provider_cost_dollars_total{provider="cloudy"} 0.0003',
      ]),
    );
    metrics.close();
  });

  it('show breakers and queues as they stand', async () => {
    let figures: readonly ProviderFigures[] = [{ provider: 'near', breaker: 'open', running: 4, waiting: 2 }];
    const { metrics } = await stage(() => figures);
    expect(await linesOf(metrics)).toEqual(
      expect.arrayContaining([
        'miachat_breaker_state{provider="near",state="closed"} 0',
        'miachat_breaker_state{provider="near",state="open"} 1',
        'miachat_queue_depth{provider="near",place="running"} 4',
        'miachat_queue_depth{provider="near",place="waiting"} 2',
      ]),
    );
    figures = [];
    expect((await linesOf(metrics)).filter((line) => line.includes('near'))).toEqual([]);
    metrics.close();
  });

  it('have as many lines for hundreds of people, rooms and strange names as for a few', async () => {
    const { metrics, store } = await stage();
    const commitFor = async (index: number, provider: string): Promise<void> => {
      const id = String(index);
      const room = `test:room-${id}` as const;
      await store.inbox.claim(intakeOf(id, { participant: `test:person-${id}`, room, name: `Name ${id}` }));
      await store.commit([
        {
          write: 'attempt',
          attempt: { ...attempt, id, person: `p-${id}`, room, personality: `juno-${id}`, model: `model-${id}`, provider },
        },
      ]);
    };
    for (let index = 0; index < 60; index += 1) await commitFor(index, `provider-${index % 40}`);
    const few = await linesOf(metrics);
    for (let index = 60; index < 200; index += 1) await commitFor(index, `provider-${index}`);
    const many = await linesOf(metrics);
    expect(many.length).toBe(few.length);
    expect(many.filter((line) => /person|Name|room-|juno|model-|p-\d/.test(line))).toEqual([]);
    metrics.close();
  });
});
