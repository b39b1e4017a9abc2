import { PassThrough } from 'node:stream';
import type { InboundEvent, Inbox } from '../../src/core/events/inbound-event.ts';
import type { Complete, OutgoingReply, PlatformSetup, Target, Typing } from '../../src/core/ports/platform.ts';
import type { Receipt } from '../../src/core/prompting/receipt.ts';
import { createSay } from '../../src/core/texts/create-say.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createMemoryStore } from './memory-store.ts';
import { createRecordingLogger, type RecordingLogger } from './recording-logger.ts';

export interface TerminalStage {
  readonly setup: PlatformSetup;
  readonly io: { readonly input: PassThrough; readonly output: PassThrough; readonly errors: PassThrough };
  readonly clock: FakeClock;
  readonly logger: RecordingLogger;
  /** What the inbox was handed, in order. */
  readonly events: InboundEvent[];
  readonly inbox: Inbox;
  /** Suggests what the options say; `typings` is what it was asked. */
  readonly complete: Complete;
  readonly typings: Typing[];
  /** Exit codes the platform asked for. */
  readonly left: (0 | 130)[];
  out(): string;
  err(): string;
  /** Resolves as soon as this holds; looked at whenever something is printed, heard or left. */
  until(holds: () => boolean): Promise<void>;
}

export interface TerminalStageOptions {
  readonly flags?: Readonly<Record<string, boolean>>;
  readonly label?: string;
  /** What was found at the start. */
  readonly lines?: readonly string[];
  /** How a typed line may go on: the whole lines, with their labels. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly dataFolder?: string;
  /** Stands in for claiming; throws where the store would. */
  readonly claim?: (event: InboundEvent) => Promise<'accepted' | 'repeated'>;
  readonly idle?: () => Promise<void>;
  /** A former run's store, to play a restart. */
  readonly store?: ReturnType<typeof createMemoryStore>;
}

/** Streams, a setup and an inbox around one mode of the terminal. */
export function createTerminalStage(options: TerminalStageOptions = {}): TerminalStage {
  const {
    flags = {},
    label,
    lines = [],
    choices = [],
    dataFolder = '/somewhere/data',
    claim = async () => 'accepted',
    idle = async () => undefined,
    store = createMemoryStore(),
  } = options;
  const io = { input: new PassThrough(), output: new PassThrough(), errors: new PassThrough() };
  const clock = createFakeClock();
  const logger = createRecordingLogger();
  const waiting = new Set<() => void>();
  const printed = { out: '', err: '' };
  const events: InboundEvent[] = [];
  const typings: Typing[] = [];
  const left: (0 | 130)[] = [];
  const look = (): void => {
    for (const one of waiting) one();
  };
  io.output.setEncoding('utf8').on('data', (text: string) => {
    printed.out += text;
    look();
  });
  io.errors.setEncoding('utf8').on('data', (text: string) => {
    printed.err += text;
    look();
  });
  const setup: PlatformSetup = {
    settings: {},
    flags,
    logger,
    clock,
    state: store.adapterState('terminal'),
    say: createSay(),
    front: {
      personality: { id: 'mia', name: 'Mia' },
      provider: 'offline',
      model: 'script',
      ...(label === undefined ? {} : { label }),
      lines: () => lines,
      greeting: () => 'Hello! Tell me something.',
    },
    dataFolder,
    version: '0.1.0',
    uptime: () => 41.6,
    idle,
    leave(code) {
      left.push(code);
      look();
    },
  };
  return {
    setup,
    io,
    clock,
    logger,
    events,
    typings,
    left,
    async complete(typing) {
      typings.push(typing);
      return choices.filter(({ value }) => 'line' in typing && value.startsWith(typing.line));
    },
    async inbox(event) {
      const claimed = await claim(event);
      events.push(event);
      look();
      return claimed;
    },
    out: () => printed.out,
    err: () => printed.err,
    until(holds) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const one = (): void => {
        if (!holds()) return;
        waiting.delete(one);
        resolve();
      };
      waiting.add(one);
      one();
      return promise;
    },
  };
}

const receipt: Receipt = {
  personality: { id: 'mia', revision: 1 },
  provider: 'offline',
  model: 'script',
  exposure: 'process',
  ceiling: 'lan',
  tokens: { in: 1, cached: 0, out: 1 },
  cost_micro: 0,
  timing_ms: { own: 1, first: 1, total: 1 },
  items: [],
};

/** A reply of Mia's; whole unless `growing`. */
export function miaSays(
  text: string,
  to: string | null,
  { growing = false, label }: { growing?: boolean; label?: string } = {},
): OutgoingReply {
  return {
    kind: 'reply',
    to,
    joined: [],
    personality: { id: 'mia', name: 'Mia' },
    ...(label === undefined ? {} : { label }),
    text,
    variant: 1,
    ...(growing ? {} : { end: { finish: 'stop', receipt } }),
  };
}

export function targetOf(event: InboundEvent): Target {
  return { room: event.room, ...(event.kind === 'message' ? { replyTo: event.ref } : {}) };
}

/** Lets everything that only waits for promises and streams come to rest. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve));
}
