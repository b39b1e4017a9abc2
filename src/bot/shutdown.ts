/** Two signals this close are one: Ctrl-C reaches npm's child twice. */
const oneSignalMs = 500;

export interface ShutdownSteps {
  /** Stops taking work, finishes or saves what runs, closes everything. */
  drain(): Promise<void>;
  exit(code: number): void;
  now(): number;
}

export interface Shutdown {
  /** SIGTERM, SIGINT or a platform's wish: the first drains and exits 0, a second one exits 130 at once. */
  signal(): void;
  /** Ends at once with this code, or drained with 0. */
  leave(code: 0 | 130): void;
}

export function createShutdown(steps: ShutdownSteps): Shutdown {
  let firstAt: number | undefined;

  function drain(): void {
    steps.drain().then(
      () => steps.exit(0),
      () => steps.exit(1),
    );
  }

  function signal(): void {
    const now = steps.now();
    if (firstAt === undefined) {
      firstAt = now;
      drain();
    } else if (now - firstAt > oneSignalMs) {
      steps.exit(130);
    }
  }

  return { signal, leave: (code) => (code === 130 ? steps.exit(130) : signal()) };
}
