import { BotError } from '../errors.ts';
import type { RoomId } from '../ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Limiter, LimitWindow } from '../ports/limiter.ts';
import type { Attempt, Spender, Spending, UsageStore } from '../ports/usage-store.ts';
import type { BudgetLimits, LimitKind, LimitOwner } from './budget-limits.ts';
import { refusalOf } from './budget-texts.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

export interface BudgetNeeds {
  readonly limiter: Limiter;
  readonly usage: Pick<UsageStore, 'spent'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** A call that is about to go out. */
export interface BudgetCall {
  readonly person: string;
  readonly room: RoomId;
  readonly payer: Attempt['payer'];
  readonly limits: BudgetLimits;
  /** What it will read, as far as can be told before. */
  readonly estimate: Spending;
  /** It is the first call for what somebody said: a retry, and whoever else answers it, count no message. */
  readonly isMessage: boolean;
  /** IANA zone the person reads times in. */
  readonly timeZone: string;
}

/** What was taken before a call, to be settled after it. */
export type Reserved = readonly { readonly window: LimitWindow; readonly kind: LimitKind; readonly points: number }[];

/** When the day of budgets began: days are UTC, so that nobody gains one by naming another zone. */
export function budgetDay(now: number): number {
  return Math.floor(now / dayMs) * dayMs;
}

/**
 * Takes what the call is likely to use of every budget it falls under. Throws `limit-reached`, with a sentence that says when to come back, and
 * takes nothing then. What is given back must go to `addUsage`, however the call ends.
 */
export async function checkBudget(needs: BudgetNeeds, call: BudgetCall): Promise<Reserved> {
  const reserved: Reserved[number][] = [];
  for (const one of windowsOf(needs, call)) {
    const { window, kind, owner, points } = one;
    const taken = await needs.limiter.take(window, points);
    if (taken.ok) {
      reserved.push({ window, kind, points });
      continue;
    }
    for (const held of reserved) await needs.limiter.add(held.window, -held.points);
    const waitMs = Math.min(taken.waitMs, window.ms);
    const now = needs.clock.now();
    throw new BotError('limit-reached', `${kind} of the ${owner}`, {
      advice: refusalOf({ kind, owner, limit: window.limit, needed: points, now, until: now + waitMs, timeZone: call.timeZone }),
      retryAfterMs: waitMs,
    });
  }
  return reserved;
}

/** Puts what was really used in the place of what was taken. It may go beyond a limit: an answer is never cut off for it, the next one waits. */
export async function addUsage({ limiter }: Pick<BudgetNeeds, 'limiter'>, reserved: Reserved, spent: Spending): Promise<void> {
  const used = { tokens: spent.tokens, money: spent.costMicro };
  for (const { window, kind, points } of reserved) {
    if (kind !== 'messages' && used[kind] !== points) await limiter.add(window, used[kind] - points);
  }
}

interface Counted {
  readonly window: LimitWindow;
  readonly kind: LimitKind;
  readonly owner: LimitOwner;
  readonly points: number;
}

function windowsOf({ usage, clock }: BudgetNeeds, call: BudgetCall): readonly Counted[] {
  const { person, room, payer, limits, estimate } = call;
  const now = clock.now();
  const day = budgetDay(now);
  const owners: readonly { readonly owner: LimitOwner; readonly id: string; readonly spender: Spender; readonly pays: boolean }[] = [
    { owner: 'person', id: person, spender: { person }, pays: true },
    // Whoever brings a key of their own spends for nobody else.
    { owner: 'room', id: room, spender: { room }, pays: payer !== 'own' },
    { owner: 'bot', id: '', spender: 'operator', pays: payer === 'operator' },
  ];
  return owners.flatMap(({ owner, id, spender, pays }) => {
    const windows: Counted[] = [];
    const add = (kind: LimitKind, points: number, window: Omit<LimitWindow, 'limit'>): void => {
      const limit = limits[owner][kind];
      // A point at least: what is used up lets nothing more through, whatever it costs.
      if (limit !== 'none') windows.push({ kind, owner, points: Math.max(1, points), window: { ...window, limit } });
    };
    if (call.isMessage) add('messages', 1, { key: `messages/${owner}/${id}`, ms: minuteMs });
    const today = (kind: 'tokens' | 'money', field: keyof Spending): Omit<LimitWindow, 'limit'> => ({
      key: `${kind}/${owner}/${day}/${id}`,
      ms: day + dayMs - now,
      used: async () => (await usage.spent(spender, day))[field],
    });
    if (pays) add('tokens', estimate.tokens, today('tokens', 'tokens'));
    if (pays && payer !== 'none') add('money', estimate.costMicro, today('money', 'costMicro'));
    return windows;
  });
}
