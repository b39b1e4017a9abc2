import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Behaviour, type ModelServer, startModel } from '../twins/model/model-server.ts';
import { Probe, type ProbeOptions } from './probe.ts';

const program = join(import.meta.dirname, '../twins/model/bot.program.ts');

/** A probe that ends with its test. */
export function startProbe(options: ProbeOptions = {}): Probe {
  const probe = new Probe(options);
  onTestFinished(() => probe.kill());
  return probe;
}

export interface Scene {
  readonly model: ModelServer;
  /** Starts the bot; again on the same folder after it ended. */
  start(options?: ProbeOptions): Probe;
}

/** A bot whose model the test plays. */
export async function withModel(behave: Behaviour): Promise<Scene> {
  const model = await startModel(behave);
  onTestFinished(() => model.close());
  const env = { MIACHAT_PROVIDER: 'wire', WIRE_PORT: String(model.port) };
  return { model, start: (options = {}) => startProbe({ ...options, program, env: { ...env, ...options.env } }) };
}

/** A promise and its key: holds a model's answer until the story goes on. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}
