import { type BotError, toBotError } from '../../../core/errors.ts';
import type { ModelInfo } from '../../../core/ports/provider.ts';

/** What looking at a server found. */
export type Survey =
  | { readonly state: 'up'; readonly models: readonly ModelInfo[] }
  | { readonly state: 'down'; readonly failure: BotError };

/** A server's list, asked for no more often than it has to be. */
export interface ModelWatch {
  look(signal: AbortSignal): Promise<Survey>;
  /** What it had when it was last seen. */
  models(): readonly ModelInfo[];
  /** Something turned out different: the next look asks. */
  forget(): void;
}

export interface WatchPlan {
  /** It is somebody else's, and not to be asked all the time. */
  readonly isFar: boolean;
  list(signal: AbortSignal): Promise<readonly ModelInfo[]>;
  /** Milliseconds, never running back. */
  now?(): number;
}

/** How long a look may take; who asked need not wait for it. */
const lookMs = 10_000;
/** How long it is believed of somebody else's server that it is up, that it refuses the key, that it is down. */
const believedMs = { up: 300_000, refused: 60_000, down: 10_000 };

export function createModelWatch({ isFar, list, now = () => performance.now() }: WatchPlan): ModelWatch {
  let last: { readonly survey: Survey; readonly until: number } | undefined;
  let seen: readonly ModelInfo[] = [];
  let pending: Promise<Survey> | undefined;

  async function ask(): Promise<Survey> {
    try {
      const models = await list(AbortSignal.timeout(lookMs));
      seen = models;
      return remember({ state: 'up', models }, believedMs.up);
    } catch (thrown) {
      const failure = toBotError(thrown);
      return remember({ state: 'down', failure }, failure.code === 'provider-auth' ? believedMs.refused : believedMs.down);
    } finally {
      pending = undefined;
    }
  }

  function remember(survey: Survey, ms: number): Survey {
    last = { survey, until: isFar ? now() + ms : 0 };
    return survey;
  }

  return {
    async look(signal) {
      signal.throwIfAborted();
      if (last !== undefined && now() < last.until) return last.survey;
      pending ??= ask();
      return orAborted(pending, signal);
    },
    models: () => seen,
    forget: () => {
      last = undefined;
    },
  };
}

/** What comes of it, or the signal's reason. */
async function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
