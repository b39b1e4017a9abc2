import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/adapters/stores/sqlite/index.ts';
import { loadPersonalities } from '../../src/bot/load-personalities.ts';
import { createLogger } from '../../src/bot/logging.ts';
import { systemClock } from '../../src/bot/system-clock.ts';
import { createCommandBook } from '../../src/core/commands/command-book.ts';
import { createEngine } from '../../src/core/engine.ts';
import { createModelRouter } from '../../src/core/providers/create-model-router.ts';
import { createSay } from '../../src/core/texts/create-say.ts';
import { createMemoryKeys } from '../fakes/memory-keys.ts';
import { openNetwork } from '../fakes/open-network.ts';
import { stageHost, stageSettings } from '../fakes/stage.ts';
import { freshFolder, Probe } from '../journeys/probe.ts';
import { wirePart } from '../twins/model/wire-provider.ts';
import { createBenchPlatform } from './bench-platform.ts';
import { fillStore } from './fill-store.ts';
import { percentiles } from './percentiles.ts';

/** Our own time per turn: from the event in to the request at the model's process, the claim's commit included. */
export async function turn({ messages = 100_000, turns = 400 }: Readonly<Record<string, number>>): Promise<object> {
  const folder = freshFolder();
  const model = fork(join(import.meta.dirname, 'clocked-model.program.ts'));
  const [port] = await once(model, 'message');
  const logger = createLogger('warn');
  const store = await openSqliteStore({ folder, clock: systemClock });
  const rooms = await fillStore(store, messages);
  const platform = createBenchPlatform();
  const provider = await wirePart.create({ settings: { WIRE_PORT: String(port) }, logger, network: openNetwork() });
  const { shipped } = await loadPersonalities(join(import.meta.dirname, '../../personalities'));
  const models = createModelRouter({
    clock: systemClock,
    logger,
    providers: [{ provider, isConfigured: true }],
    chosen: 'wire',
    model: 'bench',
  });
  const engine = createEngine({
    clock: systemClock,
    logger,
    store,
    say: createSay(),
    platforms: [platform],
    models,
    keys: createMemoryKeys(),
    shipped,
    commands: createCommandBook([]),
    settings: { ...stageSettings, deadlines: { firstTokenMs: 10_000, idleMs: 10_000 }, discloses: true },
    host: stageHost,
  });
  await platform.start(engine.inbox, engine.complete);
  await engine.open();
  const overhead: number[] = [];
  const claims: number[] = [];
  const warmUp = 20;
  for (let count = 0; count < turns + warmUp; count += 1) {
    // Every fifth in the big room, as the messages lie.
    const { begun, claimed, reply } = await platform.ask(count % 5 === 0 ? 0 : 1 + (count % (rooms - 1)), systemClock.id());
    if (count < warmUp) continue;
    overhead.push(Number(BigInt(reply.text) - begun) / 1e6);
    claims.push(Number(claimed - begun) / 1e6);
  }
  await engine.close(1000);
  await store.close();
  model.disconnect();
  await rm(folder, { recursive: true, force: true });
  return { messages, turns, overhead_ms: percentiles(overhead), claim_ms: percentiles(claims), ...(await startFigures()) };
}

/** The bot itself, as a person starts it: median of five, after one that fills the compile cache. */
async function startFigures(): Promise<{ readonly start_ms: number; readonly rss_mb: number }> {
  const starts: { readonly ms: number; readonly mb: number }[] = [];
  for (let count = 0; count < 6; count += 1) {
    const begun = performance.now();
    const probe = new Probe();
    await probe.ready();
    const ms = performance.now() - begun;
    const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${probe.pid}/status`, 'utf8'))?.[1];
    await probe.kill();
    if (count > 0) starts.push({ ms, mb: Number(rss) / 1024 });
  }
  const median = (figures: readonly number[]): number => Math.round(figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0);
  return { start_ms: median(starts.map(({ ms }) => ms)), rss_mb: median(starts.map(({ mb }) => mb)) };
}
