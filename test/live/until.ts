import { setTimeout as pass } from 'node:timers/promises';

export interface Waiting {
  readonly ms?: number;
  /** What to say when it never came. */
  otherwise(): string;
}

/** Looks again and again until there is something; fails at the deadline. */
export async function until<Found>(look: () => Found | undefined, { ms = 30_000, otherwise }: Waiting): Promise<Found> {
  const end = performance.now() + ms;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(otherwise());
    await pass(20);
  }
}
