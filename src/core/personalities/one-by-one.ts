/** Runs works of the same key one after another; works of different keys do not wait for each other. */
export type OneByOne = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** Between reading what holds and writing on top of it, nobody else may write. The bot is one process, so a queue in memory is enough. */
export function createOneByOne(): OneByOne {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key);
    const mine = before === undefined ? work() : before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
