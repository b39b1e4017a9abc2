import type { Clock } from '../../../core/ports/clock.ts';

/** How often a reply that grows is edited where the server does not mind. */
const paceMs = 1_500;
/** A turn that came is used by the engine at once when there is newer text; else what was handed over last is shown. */
const unusedMs = 50;
/** What an idle account may send at once; Synapse's own default. */
const burst = 10;
/** Each edit takes one event of the account's allowance, and the last text of a reply must find one there. */
const reserve = 1;
const mostIntervalMs = 30_000;
const stretchBy = 1.3;
/** So much later than the server said, for clocks that differ and what the way takes. */
const marginMs = 60;

/** When messages may be sent and edited: one allowance for the account, learned from what the server refuses. */
export interface EditPace {
  /** A reply has just appeared: its first edit waits a moment, so that a short answer needs none but its last. */
  begin(slot: string): void;
  /** Shows what was written so far, in this reply's turn; resolves when its next turn has come, or at once when it is not wanted any more. */
  interim(slot: string, edit: { readonly run: () => Promise<void>; readonly signal?: AbortSignal }): Promise<void>;
  /** Something that must be sent: before everything that goes on, never dropped, and again until the server takes it. `slot`: its reply grows no more. */
  final<Result>(run: () => Promise<Result>, slot?: string): Promise<Result>;
  /** Something that may as well not be sent: false when the server has been refusing, or somebody waits. */
  spare(): boolean;
  /** A reply grows no more, without a last text: it was taken away. */
  end(slot: string): void;
  /** Nobody waits any more. */
  stop(): void;
}

/** `limitedFor`: how long the server wants to be left alone, read off what was thrown; undefined when it was something else. */
export function createEditPace(clock: Clock, limitedFor: (thrown: unknown) => number | undefined): EditPace {
  const over = new AbortController();
  /** Replies that grow, with the moment before which their next edit does not come. */
  const live = new Map<string, number>();
  /** Turns that came and are not used yet: the model pauses. */
  const granted = new Set<string>();
  /** Edits shown on their own account, because nothing newer came. */
  const belated = new Map<string, Promise<void>>();
  /** What must be sent goes one by one as soon as the server has begun to refuse. */
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  /** Undefined until the server has refused something: then how long one event takes to be allowed. */
  let intervalMs: number | undefined;
  let blockedUntil = 0;
  let allowance = burst;
  let reckonedAt = clock.now();

  function reckon(): void {
    const now = clock.now();
    // Before `blockedUntil` nothing is allowed, and then exactly one.
    if (intervalMs !== undefined) allowance = Math.min(burst, allowance + Math.max(0, now - reckonedAt) / intervalMs);
    reckonedAt = Math.max(reckonedAt, now);
  }

  function refused(ms: number): void {
    const now = clock.now();
    reckon();
    // What the server says is what was left of an interval; where we thought that it would be taken, the interval is longer than we know.
    const known = intervalMs === undefined || allowance < 1 ? (intervalMs ?? 0) : intervalMs * stretchBy;
    intervalMs = Math.min(mostIntervalMs, Math.max(known, ms, 200));
    blockedUntil = Math.max(blockedUntil, now + ms + marginMs);
    allowance = 1;
    reckonedAt = blockedUntil;
  }

  async function open(): Promise<void> {
    while (clock.now() < blockedUntil) await clock.sleep(blockedUntil - clock.now(), over.signal);
  }

  /** Again and again until it is taken: the request keeps its transaction id. */
  async function insist<Result>(run: () => Promise<Result>): Promise<Result> {
    for (;;) {
      await open();
      try {
        const result = await run();
        reckon();
        allowance -= 1;
        return result;
      } catch (thrown) {
        const ms = limitedFor(thrown);
        if (ms === undefined) throw thrown;
        refused(ms);
      }
    }
  }

  function inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    waiting += 1;
    const work = (): Promise<Result> => insist(run);
    const result = intervalMs === undefined ? work() : queue.then(work, work);
    queue = result.catch(() => undefined);
    return result.finally(() => {
      waiting -= 1;
    });
  }

  async function attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run();
      reckon();
      allowance -= 1;
    } catch (thrown) {
      const ms = limitedFor(thrown);
      if (ms === undefined) throw thrown;
      // Something newer comes anyway.
      refused(ms);
    }
  }

  /** How long an edit that may be dropped has to wait; 0: now. */
  function delay(slot: string): number {
    reckon();
    const now = clock.now();
    const until = Math.max(live.get(slot) ?? 0, blockedUntil);
    if (intervalMs === undefined || until > now) return until - now;
    if (waiting > 0) return intervalMs;
    const lacking = 1 + reserve - allowance;
    return lacking > 0 ? Math.ceil(lacking * intervalMs) : 0;
  }

  /** False when nobody wants the turn any more. */
  async function turn(slot: string, signal: AbortSignal | undefined): Promise<boolean> {
    const ends = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
    while (!ends.aborted && live.has(slot)) {
      const ms = delay(slot);
      if (ms <= 0) {
        live.set(slot, clock.now() + paceMs);
        return true;
      }
      await clock.sleep(ms, ends).catch(() => undefined);
    }
    return false;
  }

  /** What waited for its turn is old by then; it is shown only when nothing newer follows. */
  function showBelated(slot: string, run: () => Promise<void>): void {
    void clock.sleep(unusedMs).then(() => {
      if (!granted.delete(slot)) return;
      const showing = attempt(run)
        .catch(() => undefined)
        .finally(() => belated.delete(slot));
      belated.set(slot, showing);
    });
  }

  return {
    begin: (slot) => void live.set(slot, clock.now() + paceMs),
    async interim(slot, { run, signal }) {
      if (!live.has(slot)) live.set(slot, 0);
      const hasTurn = granted.delete(slot);
      await belated.get(slot);
      if (hasTurn && signal?.aborted !== true) await attempt(run);
      // The engine hands over the latest text as soon as this resolves: so it resolves when that may be shown.
      if (!(await turn(slot, signal))) return;
      granted.add(slot);
      if (!hasTurn) showBelated(slot, run);
    },
    async final(run, slot) {
      if (slot !== undefined) {
        live.delete(slot);
        granted.delete(slot);
        await belated.get(slot);
      }
      return inTurn(run);
    },
    spare() {
      reckon();
      return waiting === 0 && (intervalMs === undefined || allowance >= burst / 2);
    },
    end(slot) {
      live.delete(slot);
      granted.delete(slot);
    },
    stop: () => over.abort(),
  };
}
