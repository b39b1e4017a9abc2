import type { Database } from 'better-sqlite3';
import { plannedOnce } from './planned-once.ts';

/** The open database, as the areas of the store use it. */
export interface Connection {
  /** Statements are prepared once, when the store opens. */
  readonly client: Client;
  /** Runs `work` in one transaction that takes the write lock at once. */
  atomically<Result>(work: () => Result): Result;
}

type Client = Pick<Database, 'prepare'>;

export function connect(database: Database): Connection {
  // Made once: the wrapper costs more than the BEGIN it sends.
  const transaction = database.transaction((work: () => void) => work());
  return {
    client: {
      prepare: <Bound extends unknown[] | object = unknown[], Row = unknown>(sql: string) => database.prepare<Bound, Row>(plannedOnce(sql)),
    },
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
