/** A world that says when anything in it has changed. */
export interface Watched {
  readonly world: { onChange(look: () => void): () => void };
}

export interface Waiting {
  /** In real time, for a bot that hangs. */
  readonly ms?: number;
  /** What was waited for, and how it looked instead. */
  readonly what: () => string;
}

/** Waits until `look` finds something, looking again whenever anything has changed. */
export function until<T>(core: Watched, look: () => T | undefined, { ms = 15_000, what }: Waiting): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      off();
    };
    const check = (): void => {
      const found = look();
      if (found === undefined) return;
      stop();
      resolve(found);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(what()));
    }, ms);
    const off = core.world.onChange(check);
    check();
  });
}

/** Waits until nothing is under way and nothing has changed for `quietMs`. */
export function untilQuiet(
  core: Watched,
  isBusy: () => boolean,
  { quietMs, ms, what }: Required<Waiting> & { readonly quietMs: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(limit);
      clearTimeout(quiet);
      off();
    };
    const calm = (): void => {
      if (isBusy()) {
        quiet = setTimeout(calm, quietMs);
        return;
      }
      stop();
      resolve();
    };
    let quiet = setTimeout(calm, quietMs);
    const off = core.world.onChange(() => {
      clearTimeout(quiet);
      quiet = setTimeout(calm, quietMs);
    });
    const limit = setTimeout(() => {
      stop();
      reject(new Error(what()));
    }, ms);
  });
}
