/** A place where work waits until a test lets it go on. */
export interface Gate {
  /** Resolves when somebody stands before it. */
  readonly reached: Promise<void>;
  /** Lets everybody through, now and later. */
  open(): void;
  pass(): Promise<void>;
}

export function createGate(): Gate {
  const arrived = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    reached: arrived.promise,
    open: opened.resolve,
    async pass() {
      arrived.resolve();
      await opened.promise;
    },
  };
}
