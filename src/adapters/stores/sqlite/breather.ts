/** So long the store's work may hold up everything else in one go, milliseconds. */
const breathMs = 8;

/** Resolves at once, or when the loop has been let go of. */
export type Breather = () => Promise<void>;

/**
 * SQLite answers at once, so that whoever waits for it never lets go of the event loop: hundreds of turns that begin together would be one long
 * breath. Where that can be, the next one waits until everything else has had its turn; first come, first served.
 */
export function createBreather(now: () => number = () => performance.now()): Breather {
  let begun: number | undefined;
  let last: Promise<void> = Promise.resolve();

  async function breathe(): Promise<void> {
    while (begun !== undefined && now() - begun >= breathMs) await new Promise<void>((resolve) => setImmediate(resolve));
    if (begun !== undefined) return;
    begun = now();
    setImmediate(() => {
      begun = undefined;
    });
  }

  return () => {
    // One looks at the clock only when the one before has done its work.
    last = last.then(breathe);
    return last;
  };
}
