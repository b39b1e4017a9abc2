import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createMemoryLimiter } from '../../../test/fakes/memory-limiter.ts';
import { BotError } from '../errors.ts';
import type { Spender, Spending } from '../ports/usage-store.ts';
import { addUsage, type BudgetCall, checkBudget } from './budget.ts';
import type { BudgetLimits } from './budget-limits.ts';

const none = { messages: 'none', tokens: 'none', money: 'none' } as const;
const free: BudgetLimits = { person: none, room: none, bot: none };
/** 24 November 2026, 21:30 UTC: half past ten in Berlin. */
const evening = Date.UTC(2026, 10, 24, 21, 30);

const call: BudgetCall = {
  person: 'p-1',
  room: 'test:den',
  payer: 'operator',
  limits: free,
  estimate: { tokens: 100, costMicro: 10 },
  isMessage: true,
  timeZone: 'Europe/Berlin',
};

function stage(spent: (spender: Spender) => Partial<Spending> = () => ({})) {
  const clock = createFakeClock(evening);
  let setBy = 0;
  const now = (): number => clock.now() + setBy;
  const needs = {
    clock: { now },
    limiter: createMemoryLimiter({ now, sleep: clock.sleep }),
    usage: { spent: async (spender: Spender) => ({ tokens: 0, costMicro: 0, ...spent(spender) }) },
  };
  return {
    clock,
    setClock: (byMs: number) => {
      setBy += byMs;
    },
    check: (changes: Partial<BudgetCall>) => checkBudget(needs, { ...call, ...changes }),
    settle: (reserved: Awaited<ReturnType<typeof checkBudget>>, tokens: number, costMicro = 0) =>
      addUsage(needs, reserved, { tokens, costMicro }),
    async refused(changes: Partial<BudgetCall>): Promise<BotError | undefined> {
      try {
        await checkBudget(needs, { ...call, ...changes });
        return undefined;
      } catch (thrown) {
        if (thrown instanceof BotError) return thrown;
        throw thrown;
      }
    },
  };
}

const limited = (owner: keyof BudgetLimits, limits: Partial<BudgetLimits['person']>): BudgetLimits => ({
  ...free,
  [owner]: { ...none, ...limits },
});

describe('a budget', () => {
  it('of messages a minute says in how many seconds it goes on', async () => {
    const { check, refused, clock } = stage();
    const limits = limited('person', { messages: 2 });
    await check({ limits });
    await clock.advance(20_000);
    await check({ limits });
    await check({ limits, isMessage: false });
    const error = await refused({ limits });
    expect(error).toMatchObject({ code: 'limit-reached', retryAfterMs: 40_000 });
    expect(error?.advice).toEqual({
      en: 'That was more than 2 messages in a minute. Go on in 40 seconds.',
      de: 'Das waren mehr als 2 Nachrichten in einer Minute. Weiter geht es in 40 Sekunden.',
    });
    expect(await refused({ limits, person: 'p-2' })).toBeUndefined();
    await clock.advance(40_001);
    expect(await refused({ limits })).toBeUndefined();
  });

  it('of tokens a day ends with the answer that crosses it, and says when it goes on in the own time zone', async () => {
    const { check, settle, refused, clock } = stage();
    const limits = limited('person', { tokens: 1_000 });
    const reserved = await check({ limits });
    await settle(reserved, 5_000);
    const error = await refused({ limits });
    expect(error?.advice?.en).toBe('Your 1,000 tokens for today are used up. It goes on tomorrow at 01:00 (Europe/Berlin).');
    expect(error?.advice?.de).toBe('Deine 1.000 Token für heute sind verbraucht. Weiter geht es morgen um 01:00 Uhr (Europe/Berlin).');
    const late = await refused({ limits, timeZone: 'America/New_York' });
    expect(late?.advice?.en).toContain('today at 19:00 (America/New_York)');
    await clock.advance(2.5 * 3_600_000 + 1);
    expect(await refused({ limits })).toBeUndefined();
  });

  it('counts what is under way, and gives back what was not used', async () => {
    const { check, settle, refused } = stage();
    const limits = limited('room', { tokens: 250 });
    const first = await check({ limits });
    const second = await check({ limits, person: 'p-2' });
    expect((await refused({ limits, person: 'p-3' }))?.code).toBe('limit-reached');
    await settle(first, 0);
    await settle(second, 120);
    expect(await refused({ limits, person: 'p-3' })).toBeUndefined();
  });

  it('takes nothing of one budget when another refuses', async () => {
    const { refused, check } = stage();
    const limits: BudgetLimits = { ...free, person: { ...none, messages: 1 }, bot: { ...none, tokens: 50 } };
    expect((await refused({ limits }))?.message).toBe('tokens of the bot');
    // The one message of the minute was not spent by that.
    await check({ limits: { ...limits, bot: none } });
  });

  it('knows from the store what was spent before this start', async () => {
    const { refused } = stage((spender) => (spender === 'operator' ? { costMicro: 500 } : {}));
    expect((await refused({ limits: limited('bot', { money: 505 }) }))?.message).toBe('money of the bot');
    expect(await refused({ limits: limited('person', { money: 505 }) })).toBeUndefined();
  });

  it('that is used up lets nothing through, although nobody knows what it costs', async () => {
    const { refused } = stage(() => ({ costMicro: 500 }));
    const error = await refused({ limits: limited('bot', { money: 500 }), estimate: { tokens: 5, costMicro: 0 } });
    expect(error?.advice?.de).toContain('mit einem eigenen Schlüssel sofort');
    expect((await refused({ limits: limited('person', { money: 0 }) }))?.code).toBe('limit-reached');
  });

  it("is not spent by somebody's own key, but for what is their own", async () => {
    const { refused } = stage(() => ({ tokens: 1_000, costMicro: 1_000 }));
    const limits: BudgetLimits = { person: none, room: { ...none, tokens: 10, money: 10 }, bot: { ...none, tokens: 10, money: 10 } };
    expect(await refused({ limits, payer: 'own' })).toBeUndefined();
    expect((await refused({ limits, payer: 'operator' }))?.message).toBe('tokens of the room');
    expect((await refused({ limits: limited('person', { tokens: 10 }), payer: 'own' }))?.message).toBe('tokens of the person');
    // Where no key is needed nobody's money is spent.
    expect(await refused({ limits: limited('person', { money: 10 }), payer: 'none' })).toBeUndefined();
  });

  it('says that waiting does not help where one question is more than a day', async () => {
    const { refused } = stage();
    const error = await refused({ limits: limited('person', { tokens: 99 }) });
    expect(error?.advice?.en).toContain('Waiting does not help');
  });

  it('neither locks anybody out nor opens when the clock is set back an hour', async () => {
    const { check, settle, refused, clock, setClock } = stage(() => ({}));
    const limits: BudgetLimits = { ...free, person: { messages: 1, tokens: 500, money: 'none' } };
    await settle(await check({ limits }), 500);
    setClock(-3_600_000);
    const error = await refused({ limits });
    expect(error?.message).toBe('messages of the person');
    expect(error?.retryAfterMs).toBeLessThanOrEqual(60_000);
    await clock.advance(60_001);
    expect((await refused({ limits }))?.message).toBe('tokens of the person');
    expect(await refused({ limits: limited('person', { messages: 1 }) })).toBeUndefined();
  });

  it('of yesterday holds again for the hour that comes twice, and the new day begins once', async () => {
    // The store knows by the moments it wrote down.
    const written: { readonly at: number; readonly tokens: number }[] = [];
    const clock = createFakeClock(Date.UTC(2026, 10, 24, 23, 50));
    let setBy = 0;
    const now = (): number => clock.now() + setBy;
    const needs = {
      clock: { now },
      limiter: createMemoryLimiter({ now, sleep: clock.sleep }),
      usage: {
        spent: async (_spender: Spender, since: number) => ({
          tokens: written.filter(({ at }) => at >= since).reduce((sum, { tokens }) => sum + tokens, 0),
          costMicro: 0,
        }),
      },
    };
    const asks = async (): Promise<boolean> => {
      try {
        const reserved = await checkBudget(needs, { ...call, limits: limited('person', { tokens: 300 }) });
        written.push({ at: now(), tokens: 100 });
        await addUsage(needs, reserved, { tokens: 100, costMicro: 0 });
        return true;
      } catch {
        return false;
      }
    };
    expect([await asks(), await asks(), await asks(), await asks()]).toEqual([true, true, true, false]);
    await clock.advance(11 * 60_000);
    expect(await asks()).toBe(true);
    setBy = -3_600_000;
    expect(await asks()).toBe(false);
    await clock.advance(3_600_000);
    expect([await asks(), await asks(), await asks()]).toEqual([true, true, false]);
  });
});
