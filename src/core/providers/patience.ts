import { BotError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';

/** Waits for one step after the other, for none too long. */
export interface Patience {
  /** The step's outcome; a timeout after `ms`, and the signal's reason at once when it is aborted. */
  within<Value>(step: Promise<Value>, ms: number): Promise<Value>;
  /** Nothing is waited for any more. */
  end(): void;
}

/** One alarm serves all steps: words come by the thousand each second, and a timer for each would cost more than they do. */
export function createPatience(clock: Clock, signal: AbortSignal): Patience {
  let due: number | undefined;
  let giveUp: (reason: unknown) => void = () => undefined;
  let alarm: { readonly at: number; readonly cancel: AbortController } | undefined;
  const stop = (): void => giveUp(signal.reason);
  signal.addEventListener('abort', stop);

  function ring(at: number): void {
    alarm?.cancel.abort();
    const cancel = new AbortController();
    alarm = { at, cancel };
    clock.sleep(Math.max(0, at - clock.now()), cancel.signal).then(
      () => {
        alarm = undefined;
        // What it was set for has come meanwhile: it goes on for the step that is waited for now.
        if (due === at) giveUp(new BotError('provider-timeout', 'nothing came in time'));
        else if (due !== undefined) ring(due);
      },
      () => undefined,
    );
  }

  return {
    async within(step, ms) {
      due = clock.now() + ms;
      if (alarm === undefined || alarm.at > due) ring(due);
      try {
        return await new Promise((resolve, reject) => {
          giveUp = reject;
          step.then(resolve, reject);
          if (signal.aborted) stop();
        });
      } catch (thrown) {
        signal.throwIfAborted();
        throw thrown;
      } finally {
        due = undefined;
      }
    },
    end() {
      signal.removeEventListener('abort', stop);
      alarm?.cancel.abort();
    },
  };
}
