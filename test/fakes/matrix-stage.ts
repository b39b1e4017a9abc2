import { setTimeout as sleep } from 'node:timers/promises';
import matrix from '../../src/adapters/platforms/matrix/index.ts';
import type { MatrixSettings } from '../../src/adapters/platforms/matrix/settings.ts';
import { systemClock } from '../../src/bot/system-clock.ts';
import { BotError, type ErrorCode } from '../../src/core/errors.ts';
import type { InboundEvent } from '../../src/core/events/inbound-event.ts';
import type { Picture } from '../../src/core/pictures/picture.ts';
import type { Platform } from '../../src/core/ports/platform.ts';
import { createSay } from '../../src/core/texts/create-say.ts';
import type { MatrixTwin } from '../twins/matrix/matrix-twin.ts';
import { stateIn } from './kept-state.ts';
import { createRecordingLogger, type RecordingLogger } from './recording-logger.ts';

/** The twin, or a real homeserver seen like it. */
export type StageServer = Pick<MatrixTwin, 'url' | 'bot' | 'logIn'> & { readonly clock: Pick<MatrixTwin['clock'], 'now'> };

/** The adapter on a homeserver of its own, with a hand in the engine's place. */
export interface MatrixStage {
  readonly platform: Platform;
  readonly events: InboundEvent[];
  readonly logger: RecordingLogger;
  readonly kept: Map<string, string>;
  readonly failures: Error[];
  /** What the engine does with an event; nothing when absent. */
  onEvent: (event: InboundEvent) => Promise<void>;
  /** So many of the next events the engine cannot take. */
  refusesNext(count: number, code?: ErrorCode): void;
  /** Waits for the `count`th event that fits. */
  heard(kind: InboundEvent['kind'], count?: number): Promise<InboundEvent>;
}

export interface MatrixStageOptions {
  readonly settings?: Partial<MatrixSettings>;
  /** What a former run has kept. */
  readonly kept?: Map<string, string>;
  /** Event ids that a former run has claimed. */
  readonly claimed?: Set<string>;
  /** The session of a former run; a new one when absent. */
  readonly session?: MatrixSession;
  readonly isStarted?: boolean;
  /** Portraits by what they are called. */
  readonly picture?: (hash: string) => Promise<Picture | undefined>;
}

export type MatrixSession = ReturnType<typeof tokenOf>;

/** A session of the bot's, as the settings name it. */
export function tokenOf(twin: StageServer) {
  const { accessToken, deviceId } = twin.logIn();
  return { MATRIX_ACCESS_TOKEN: accessToken, MATRIX_DEVICE_ID: deviceId };
}

/** Creates and starts the adapter; its clock is the twin's. */
export async function startMatrixStage(twin: StageServer, options: MatrixStageOptions = {}): Promise<MatrixStage> {
  const kept = options.kept ?? new Map<string, string>();
  const logger = createRecordingLogger();
  const failures: Error[] = [];
  const events: InboundEvent[] = [];
  const claimed = options.claimed ?? new Set<string>();
  const isByPassword = options.settings?.MATRIX_PASSWORD !== undefined;
  const credentials = isByPassword ? { MATRIX_USER: twin.bot.id } : (options.session ?? tokenOf(twin));
  const platform = await matrix.create({
    settings: { ...credentials, MATRIX_HOMESERVER_URL: twin.url, MATRIX_ENCRYPTION: 'off', ...options.settings },
    flags: {},
    logger,
    clock: { ...systemClock, now: () => twin.clock.now() },
    state: stateIn(kept),
    say: createSay(),
    ...(options.picture === undefined ? {} : { picture: options.picture }),
    front: { personality: { id: 'mia', name: 'Mia' }, provider: 'p', model: 'm', lines: () => [], greeting: () => '' },
    dataFolder: 'data',
    version: '0',
    uptime: () => 0,
    leave: () => undefined,
    idle: async () => undefined,
    fail: (error) => failures.push(error),
  });
  let refusals = 0;
  let refusal: ErrorCode = 'storage-full';
  const stage: MatrixStage = {
    platform,
    events,
    logger,
    kept,
    failures,
    onEvent: async () => undefined,
    refusesNext: (count, code = 'storage-full') => {
      refusals = count;
      refusal = code;
    },
    async heard(kind, count = 1) {
      for (let round = 0; round < 1_500; round += 1) {
        const found = events.filter((event) => event.kind === kind)[count - 1];
        if (found !== undefined) return found;
        await sleep(10);
      }
      throw new Error(`no ${kind}; there came ${events.map((event) => event.kind).join(', ') || 'nothing'}`);
    },
  };
  if (options.isStarted === false) return stage;
  await platform.start(
    async (event) => {
      if (refusals > 0) {
        refusals -= 1;
        throw new BotError(refusal, 'not taken');
      }
      if (claimed.has(event.id)) return 'repeated';
      claimed.add(event.id);
      events.push(event);
      // Like the engine: the claim is taken, the work goes on by itself.
      void stage.onEvent(event).catch((thrown: unknown) => failures.push(thrown instanceof Error ? thrown : new Error(String(thrown))));
      return 'accepted';
    },
    async () => [],
  );
  return stage;
}
