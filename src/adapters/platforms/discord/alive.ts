import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../core/ports/clock.ts';

const key = 'alive';
/** What was heard last may not have been claimed yet; a claim made twice counts once. */
const doubtMs = 60_000;

/** Up to which moment everything has been heard, kept through restarts. Where it is older than it could be, more is looked through; that is all. */
export interface Alive {
  /** What a former run has kept. */
  load(): Promise<void>;
  /** Something that was written then has come in, milliseconds since the epoch. */
  heard(at: number): void;
  /** A gap begins to be looked through: until `filled` nothing counts as heard. Undefined: nobody ever listened before. */
  gap(): number | undefined;
  filled(): void;
  save(): Promise<void>;
}

export function createAlive(state: Pick<AdapterState, 'get' | 'set'>, clock: Pick<Clock, 'now'>): Alive {
  let upTo: number | undefined;
  let gap: { readonly since: number | undefined; readonly openedAt: number } | undefined;

  return {
    async load() {
      const kept = Number(await state.get(key));
      if (Number.isSafeInteger(kept) && kept > 0) upTo = kept;
    },
    heard(at) {
      upTo = Math.max(upTo ?? 0, at);
    },
    gap() {
      // A gap within a gap: what was to be looked through still is.
      gap = { since: gap === undefined ? upTo : gap.since, openedAt: clock.now() };
      return gap.since === undefined ? undefined : gap.since - doubtMs;
    },
    filled() {
      if (gap !== undefined) upTo = Math.max(upTo ?? 0, gap.openedAt);
      gap = undefined;
    },
    async save() {
      // The very first gap has nothing to look through, so it is not kept open.
      const moment = gap?.since ?? upTo;
      if (moment !== undefined) await state.set(key, String(moment));
    },
  };
}
