import { EncryptionError } from './encryption-error.ts';

/** Calls into the wasm. After a panic its memory is not to be trusted, so nothing is called any more. */
export interface PanicWatch {
  /** The wasm's own errors come as they are, a panic as `EncryptionError('panic')`. */
  call<Result>(work: () => Result | Promise<Result>): Promise<Result>;
  stop(): void;
}

/** A trap of WebAssembly; JavaScript itself has no error of this name. */
export const isPanic = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'RuntimeError';

/**
 * Most panics come up in a task of the wasm's own: the promise that waits for it never ends, and the process dies of an uncaught exception, with exit code 1.
 * `onPanic` is told before that, once, and may only do what needs no waiting.
 */
export function createPanicWatch(onPanic: (error: EncryptionError) => void): PanicWatch {
  let panic: EncryptionError | undefined;

  function note(thrown: unknown): EncryptionError | undefined {
    if (!isPanic(thrown)) return undefined;
    const isFirst = panic === undefined;
    panic ??= new EncryptionError('panic', { cause: thrown });
    if (isFirst) onPanic(panic);
    return panic;
  }
  const monitor = (thrown: unknown): void => void note(thrown);
  process.on('uncaughtExceptionMonitor', monitor);

  return {
    async call(work) {
      if (panic !== undefined) throw panic;
      try {
        return await work();
      } catch (thrown) {
        throw note(thrown) ?? thrown;
      }
    },
    stop: () => void process.off('uncaughtExceptionMonitor', monitor),
  };
}
