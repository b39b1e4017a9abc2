import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Registry } from 'prom-client';
import type { Store } from '../../core/ports/store.ts';
import type { Write } from '../../core/ports/writes.ts';
import { createCounts } from './create-counts.ts';

/** How the endpoint of a provider stands, and who waits for it. */
export interface ProviderFigures {
  readonly provider: string;
  readonly breaker: 'closed' | 'open' | 'half-open';
  readonly running: number;
  readonly waiting: number;
}

export interface Metrics {
  /** The same store; what is committed through it is counted. */
  watch(store: Store): Store;
  render(): Promise<{ readonly type: string; readonly body: string }>;
  close(): void;
}

const resolutionMs = 10;

/** Figures for Prometheus. They are counted where everything passes, at the store; no person, room, personality or text is ever a label. */
export async function createMetrics(providers: () => readonly ProviderFigures[]): Promise<Metrics> {
  const { Registry, Gauge } = await import('prom-client');
  const registry: Registry = new Registry();
  const counts = await createCounts(registry);
  const lag = monitorEventLoopDelay({ resolution: resolutionMs });
  lag.enable();
  let watched: Pick<Store, 'deliveries'> | undefined;
  const registers = [registry];

  new Gauge({
    name: 'miachat_outbox_depth',
    help: 'Deliveries that have not arrived yet.',
    registers,
    async collect() {
      this.set((await watched?.deliveries.depth()) ?? 0);
    },
  });
  new Gauge({
    name: 'miachat_loop_lag_seconds',
    help: 'How late the event loop came to its timers since the last look.',
    labelNames: ['quantile'],
    registers,
    collect() {
      for (const quantile of [0.5, 0.99]) this.set({ quantile: String(quantile) }, late(lag.percentile(quantile * 100)));
      lag.reset();
    },
  });
  new Gauge({
    name: 'miachat_breaker_state',
    help: '1 for the state that the breaker before a provider is in.',
    labelNames: ['provider', 'state'],
    registers,
    collect() {
      this.reset();
      for (const { provider, breaker } of providers())
        for (const state of ['closed', 'half-open', 'open']) this.set({ provider, state }, state === breaker ? 1 : 0);
    },
  });
  new Gauge({
    name: 'miachat_queue_depth',
    help: 'Calls that run or wait before a provider.',
    labelNames: ['provider', 'place'],
    registers,
    collect() {
      this.reset();
      for (const { provider, running, waiting } of providers()) {
        this.set({ provider, place: 'running' }, running);
        this.set({ provider, place: 'waiting' }, waiting);
      }
    },
  });
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory of the process.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });

  return {
    watch(store) {
      watched = store;
      return counting(store, counts.count);
    },
    async render() {
      return { type: registry.contentType, body: await registry.metrics() };
    },
    close: () => void lag.disable(),
  };
}

/** What is counted is what was committed. */
function counting(store: Store, count: (write: Write | { readonly write: 'claimed' | 'begun' }) => void): Store {
  const { inbox } = store;
  return {
    ...store,
    inbox: {
      ...inbox,
      async claim(intake) {
        const isNew = await inbox.claim(intake);
        if (isNew) count({ write: 'claimed' });
        return isNew;
      },
      async claimNext(...given) {
        const turn = await inbox.claimNext(...given);
        if (turn !== undefined) count({ write: 'begun' });
        return turn;
      },
    },
    async commit(writes) {
      await store.commit(writes);
      for (const write of writes) count(write);
    },
  };
}

/** The timer itself may come a resolution late; nothing seen yet is told as a huge number. */
function late(nanoseconds: number): number {
  return Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - resolutionMs / 1000) : 0;
}
