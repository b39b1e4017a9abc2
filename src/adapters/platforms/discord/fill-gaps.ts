import type { APIMessage } from 'discord-api-types/v10';
import { toBotError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { Alive } from './alive.ts';
import type { DiscordApi } from './api.ts';
import { missedIn, type SeenMessages } from './catch-up.ts';
import { type Gap, gapBounds, planCatchUp } from './catch-up-plan.ts';
import type { WrittenPlace } from './gateway.ts';

export interface GapParts {
  readonly api: DiscordApi;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly seen: SeenMessages;
  readonly alive: Alive;
  written(): readonly WrittenPlace[];
  mayLook(place: WrittenPlace): boolean;
  /** Resolves when the work is done; what is heard there meanwhile waits. */
  inOrder(channel: string, work: () => Promise<void>): Promise<void>;
  hear(message: APIMessage): Promise<void>;
}

/** Looks for what was said while nobody listened. */
export interface Gaps {
  /** Logged in afresh: nothing is repeated, and what there is is told in a moment. */
  begin(): Promise<void>;
  /** All of it is told. */
  allHere(): Promise<void>;
  /** Taken up again: Discord repeats what was missed; where somebody was heard before it is made sure of. */
  resumed(): Promise<void>;
}

export function createGaps(parts: GapParts): Gaps {
  const { clock, logger, seen, alive, inOrder } = parts;
  let pending:
    | { readonly since: number | undefined; readonly seen: Promise<readonly Gap[]>; choose(gaps: readonly Gap[]): void }
    | undefined;

  /** Where it fails the gap stays open, and the next login looks again. */
  let isWhole = true;

  async function tryToFill(gap: Gap, isFresh: boolean): Promise<void> {
    await fill(gap, isFresh).catch((thrown: unknown) => {
      isWhole = false;
      throw thrown;
    });
  }

  async function fill(gap: Gap, isFresh: boolean): Promise<void> {
    const missed = await missedIn(gap, parts);
    if (missed.length > 0) logger.info('discord-caught-up', { channel: gap.channel, messages: missed.length });
    for (const message of missed) await parts.hear(message);
    const newest = missed.at(-1);
    if (newest === undefined) return;
    // Saved at once: where one crash follows the other, what is missed must not grow beyond what is looked through.
    if (!isFresh) seen.note(gap.channel, newest.id);
    await seen.flush();
  }

  return {
    async begin() {
      const since = alive.gap();
      // What a login before this one left open is looked through with this one.
      pending?.choose([]);
      const { promise: chosen, resolve: choose } = Promise.withResolvers<readonly Gap[]>();
      const all = seen.latest();
      const mine = { since, seen: all, choose };
      pending = mine;
      isWhole = true;
      // Everybody stands in line at once, so that what is said from now on comes after what was missed.
      for (const gap of await all)
        void inOrder(gap.channel, async () => {
          if ((await chosen).includes(gap)) await tryToFill(gap, false);
        });
    },
    async allHere() {
      if (pending === undefined) return;
      const mine = pending;
      pending = undefined;
      const written = parts.written();
      const plan = planCatchUp({ seen: await mine.seen, written, since: mine.since, now: clock.now(), mayLook: parts.mayLook });
      const fresh = plan.fresh.map((gap) => inOrder(gap.channel, () => tryToFill(gap, true)));
      mine.choose(plan.seen);
      await Promise.all([...fresh, ...plan.seen.map(({ channel }) => inOrder(channel, async () => undefined))]);
      // Another login has begun meanwhile: its gap holds this one.
      if (pending !== undefined) return;
      if (isWhole) alive.filled();
      await alive.save();
    },
    async resumed() {
      for (const gap of (await seen.latest()).slice(0, gapBounds.channels)) void inOrder(gap.channel, () => fill(gap, false));
    },
  };
}

/** For what nobody waits for. */
export function orWarn(logger: Logger, work: Promise<void>): void {
  work.catch((thrown: unknown) => logger.warn('discord-no-catch-up', { code: toBotError(thrown).code }));
}
