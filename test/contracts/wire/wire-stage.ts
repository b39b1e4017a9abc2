import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { BotError } from '../../../src/core/errors.ts';
import type { ChatProvider, ChatRequest, Delta, ProviderContext } from '../../../src/core/ports/provider.ts';
import { openNetwork } from '../../fakes/open-network.ts';
import { type Fault, type FaultServer, startFaultServer } from '../../twins/faults/fault-server.ts';
import { createFaults } from '../../twins/faults/faults.ts';
import type { WireWords } from '../../twins/faults/wire-words.ts';

/** One adapter, as the contract meets it. */
export interface WireCase {
  readonly words: WireWords;
  /** A model that it will talk to. */
  readonly model: string;
  /** The provider at this address; `key`: the operator's, where there is one. Adapters without keys ignore it. */
  make(url: string, key: string | undefined): Promise<ChatProvider>;
  /** It is reached with a key. */
  readonly hasKeys: boolean;
  /** What the server has to answer besides talks: model lists. */
  prepare?(server: FaultServer): void;
  /** Its list of models, where it asks for one: the server's answer for these ids, with fields nobody knows and some ids twice. */
  readonly models?: { readonly path: string; body(ids: readonly string[]): unknown; id(index: number): string };
  /** Variables that its SDK would read. */
  readonly environment?: readonly string[];
}

/** What came of one question. */
export interface Heard {
  readonly text: string;
  readonly reasoning: string;
  readonly finishes: readonly Extract<Delta, { type: 'finish' }>[];
  readonly error: BotError | undefined;
}

export const operatorsKey = 'sk-canary-0p3r4t0r-4711-a1b2';
export const ownKey = 'sk-canary-0wn-0815-c3d4';
export const asked = 'my diary says 4711';
export const said = 'umbrellas, then';

export interface WireStage {
  readonly wire: WireCase;
  readonly faults: ReturnType<typeof createFaults>;
  readonly server: FaultServer;
  readonly provider: ChatProvider;
  readonly request: ChatRequest;
  /** What was written to the console or to the streams of the process. */
  readonly printed: readonly string[];
  context(more?: Partial<ProviderContext>): ProviderContext;
  /** One question, answered so. */
  ask(fault: Fault, more?: Partial<ChatRequest>, context?: Partial<ProviderContext>): Promise<Heard>;
  hear(stream: AsyncIterable<Delta>, seen?: (text: string) => void): Promise<Heard>;
  /** Bodies of the talks that arrived. */
  talks(): readonly unknown[];
  /** Fails when the error, printed in any way, repeats what nobody else may read. */
  expectDiscreet(error: unknown): void;
}

/** A server that fails on request and the adapter in front of it; to be called inside a `describe`. */
export function createWireStage(wire: WireCase): WireStage {
  let server: FaultServer | undefined;
  let provider: ChatProvider | undefined;
  const printed: string[] = [];
  const network = openNetwork();
  const there = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error('the stage is not set yet');
    return part;
  };

  beforeEach(async () => {
    printed.length = 0;
    server = await startFaultServer({ [wire.words.path]: wire.words.violations });
    wire.prepare?.(server);
    provider = await wire.make(server.url, operatorsKey);
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        printed.push(String(text));
        return true;
      });
    for (const level of ['log', 'warn', 'error', 'debug', 'info', 'trace'] as const)
      vi.spyOn(console, level).mockImplementation((...words) => void printed.push(inspect(words)));
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    const { violations } = there(server);
    await there(server).close();
    expect(violations).toEqual([]);
    expect(printed).toEqual([]);
  });

  const hear: WireStage['hear'] = async (stream, seen) => {
    const heard = { text: '', reasoning: '', finishes: [] as Extract<Delta, { type: 'finish' }>[] };
    try {
      for await (const delta of stream) {
        if (delta.type === 'finish') heard.finishes.push(delta);
        else heard[delta.type] += delta.text;
        if (delta.type === 'text') seen?.(heard.text);
      }
      return { ...heard, error: undefined };
    } catch (thrown) {
      if (!(thrown instanceof BotError)) throw thrown;
      return { ...heard, error: thrown };
    }
  };

  const stage: WireStage = {
    wire,
    faults: createFaults(wire.words),
    printed,
    get server() {
      return there(server);
    },
    get provider() {
      return there(provider);
    },
    request: {
      model: wire.model,
      messages: [{ role: 'user', text: asked }],
      hints: {},
      language: 'en',
      at: Date.UTC(2026, 10, 24, 9),
    },
    context: (more) => ({ signal: new AbortController().signal, fetch: network.fetch('loopback'), ...more }),
    async ask(fault, more, context) {
      stage.server.on(wire.words.path, fault);
      return hear(stage.provider.stream({ ...stage.request, ...more }, stage.context(context)));
    },
    hear,
    talks: () => stage.server.exchanges.filter(({ path }) => path === wire.words.path).map(({ body }) => body),
    expectDiscreet(error) {
      expect(error).toBeInstanceOf(BotError);
      const shown = [
        String(error),
        inspect(error, { depth: 9, showHidden: true }),
        JSON.stringify(error),
        String(Reflect.get(Object(error), 'stack')),
      ].join('\n');
      for (const secret of [asked, said, 'hotel', 'canary', operatorsKey, ownKey]) expect(shown).not.toContain(secret);
    },
  };
  return stage;
}
