import type { Clock } from '../../../core/ports/clock.ts';

/** The first guess at how often a channel may be edited, until its own headers say more. */
const startMs = 1_100;
/** After a refusal or a slow answer the pause grows to about 1.6 s, and on with each further one. */
const stretchBy = 1.45;
const mostStretch = 4;
/** Each edit that went well gives a little of the stretch back. */
const recover = 0.95;
const slowMs = 700;
/** A turn that came is used by the engine at once when there is newer text; else what was handed over last is shown. */
const unusedMs = 50;
/** So many channels are remembered before those with nothing going on are forgotten. */
const mostChannels = 200;

/** What one response said about its bucket. */
export interface BucketNews {
  readonly limit?: number;
  readonly remaining?: number;
  readonly resetAfterMs?: number;
  /** The request was refused for its rate. */
  readonly isRefused: boolean;
  readonly tookMs: number;
}

/** When the messages of a channel may be edited: one schedule per channel over all replies that grow there. */
export interface EditPace {
  /** A reply has just appeared: its first edit waits a moment, so that a short answer needs none but its last. */
  begin(channel: string, slot: string): void;
  /** Shows what was written so far, in this reply's turn; resolves when its next turn has come, or at once when it is not wanted any more. */
  interim(channel: string, slot: string, edit: { readonly run: () => Promise<void>; readonly signal?: AbortSignal }): Promise<void>;
  /** Shows the last text: before everything that goes on, never dropped. */
  final(channel: string, slot: string, run: () => Promise<void>): Promise<void>;
  /** A reply grows no more, without a last text: it was taken away. */
  end(channel: string, slot: string): void;
  observe(channel: string, news: BucketNews): void;
  /** Nobody waits any more. */
  stop(): void;
}

export function createEditPace(clock: Clock): EditPace {
  const channels = new Map<string, ChannelPace>();
  let isStopped = false;

  function paceOf(channel: string): ChannelPace {
    const known = channels.get(channel);
    if (known !== undefined) return known;
    if (channels.size >= mostChannels) for (const [name, one] of channels) if (one.isIdle()) channels.delete(name);
    const pace = createChannelPace(clock);
    channels.set(channel, pace);
    if (isStopped) pace.stop();
    return pace;
  }

  return {
    begin: (channel, slot) => paceOf(channel).begin(slot),
    interim: (channel, slot, edit) => paceOf(channel).interim(slot, edit),
    final: (channel, slot, run) => paceOf(channel).final(slot, run),
    end: (channel, slot) => channels.get(channel)?.end(slot),
    observe: (channel, news) => channels.get(channel)?.observe(news),
    stop() {
      isStopped = true;
      for (const pace of channels.values()) pace.stop();
    },
  };
}

interface ChannelPace {
  begin(slot: string): void;
  interim(slot: string, edit: { readonly run: () => Promise<void>; readonly signal?: AbortSignal }): Promise<void>;
  final(slot: string, run: () => Promise<void>): Promise<void>;
  end(slot: string): void;
  observe(news: BucketNews): void;
  isIdle(): boolean;
  stop(): void;
}

interface Waiting {
  readonly slot: string;
  grant(isGranted: boolean): void;
}

function createChannelPace(clock: Clock): ChannelPace {
  const finals: Waiting[] = [];
  /** One entry per reply, in the order they asked: that is the round robin. */
  const turns: Waiting[] = [];
  /** Replies that grow here, with the moment before which none of their edits comes. */
  const live = new Map<string, number>();
  /** Turns that came and are not used yet: the model pauses. */
  const granted = new Set<string>();
  /** Edits shown on their own account, because nothing newer came. */
  const belated = new Map<string, Promise<void>>();
  let limit = 5;
  let remaining = limit;
  let resetAt = 0;
  let nextAt = 0;
  let stretch = 1;
  let running = 0;
  let timer: { readonly at: number; readonly cancel: AbortController } | undefined;
  let isStopped = false;

  function pump(): void {
    const now = clock.now();
    if (now >= resetAt) remaining = Math.max(remaining, limit - running);
    while (finals.length > 0 && (remaining > 0 || isStopped)) {
      remaining -= 1;
      finals.shift()?.grant(true);
    }
    if (isStopped) for (const turn of turns.splice(0)) turn.grant(false);
    const at = turns.findIndex(({ slot }) => now >= Math.max(nextAt, live.get(slot) ?? 0));
    if (at >= 0 && finals.length === 0 && remaining > reserve()) {
      remaining -= 1;
      nextAt = now + startMs * stretch;
      turns.splice(at, 1)[0]?.grant(true);
    }
    plan();
  }

  /** Where several grow, one edit is kept for whichever ends next. */
  const reserve = (): number => (live.size > 1 ? 1 : 0);

  function plan(): void {
    const now = clock.now();
    const moments: number[] = [];
    if (finals.length > 0) moments.push(resetAt);
    for (const { slot } of turns) moments.push(Math.max(nextAt, live.get(slot) ?? 0, remaining > reserve() ? 0 : resetAt));
    if (moments.length === 0) {
      timer?.cancel.abort();
      timer = undefined;
      return;
    }
    const at = Math.max(now + 1, Math.min(...moments));
    if (timer !== undefined && timer.at === at) return;
    timer?.cancel.abort();
    const cancel = new AbortController();
    timer = { at, cancel };
    clock.sleep(at - now, cancel.signal).then(
      () => {
        timer = undefined;
        pump();
      },
      () => undefined,
    );
  }

  function wait(queue: Waiting[], slot: string, signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted === true) return Promise.resolve(false);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const waiting: Waiting = { slot, grant: resolve };
    const leave = (): void => {
      const at = queue.indexOf(waiting);
      if (at >= 0) queue.splice(at, 1);
      resolve(false);
      plan();
    };
    signal?.addEventListener('abort', leave, { once: true });
    queue.push(waiting);
    pump();
    return promise.finally(() => signal?.removeEventListener('abort', leave));
  }

  async function perform(run: () => Promise<void>): Promise<void> {
    running += 1;
    try {
      await run();
    } finally {
      running -= 1;
      pump();
    }
  }

  /** What waited for its turn is old by then; it is shown only when nothing newer follows. */
  function showBelated(slot: string, run: () => Promise<void>): void {
    void clock.sleep(unusedMs).then(() => {
      if (!granted.delete(slot)) return;
      const showing = perform(run)
        .catch(() => undefined)
        .finally(() => belated.delete(slot));
      belated.set(slot, showing);
    });
  }

  return {
    begin(slot) {
      live.set(slot, clock.now() + startMs * stretch);
    },
    async interim(slot, { run, signal }) {
      if (!live.has(slot)) live.set(slot, 0);
      const hasTurn = granted.delete(slot);
      await belated.get(slot);
      if (hasTurn && signal?.aborted !== true) await perform(run);
      // The engine hands over the latest text as soon as this resolves: so it resolves when that may be shown.
      if (!(await wait(turns, slot, signal))) return;
      granted.add(slot);
      if (!hasTurn) showBelated(slot, run);
    },
    async final(slot, run) {
      live.delete(slot);
      granted.delete(slot);
      await belated.get(slot);
      await wait(finals, slot);
      await perform(run);
    },
    end(slot) {
      live.delete(slot);
      granted.delete(slot);
      pump();
    },
    observe({ limit: most, remaining: left, resetAfterMs, isRefused, tookMs }) {
      if (most !== undefined) limit = most;
      if (resetAfterMs !== undefined) resetAt = clock.now() + resetAfterMs;
      // What is under way besides the one that answered is not in its count yet.
      if (left !== undefined) remaining = Math.max(0, left - Math.max(0, running - 1) - granted.size);
      if (isRefused) remaining = 0;
      stretch = isRefused || tookMs > slowMs ? Math.min(mostStretch, stretch * stretchBy) : Math.max(1, stretch * recover);
      pump();
    },
    isIdle: () => live.size === 0 && running === 0 && finals.length === 0 && clock.now() >= resetAt,
    stop() {
      isStopped = true;
      pump();
    },
  };
}
