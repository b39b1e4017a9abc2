import type { Database } from 'better-sqlite3';

/** The open database, as the areas of the store use it. */
export interface Connection {
  readonly client: Database;
  /** Runs `work` in one transaction that takes the write lock at once. */
  atomically<Result>(work: () => Result): Result;
}

export function connect(client: Database): Connection {
  // Made once: the wrapper costs more than the BEGIN it sends.
  const transaction = client.transaction((work: () => void) => work());
  return {
    client,
    atomically<Result>(work: () => Result) {
      let done: { readonly result: Result } | undefined;
      transaction.immediate(() => {
        done = { result: work() };
      });
      if (done === undefined) throw new Error('a transaction without its work');
      return done.result;
    },
  };
}
