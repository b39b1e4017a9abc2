import { toBotError } from '../errors.ts';
import type { Ref } from '../ids.ts';
import type { Outgoing, OutgoingReply, Platform, Target } from '../ports/platform.ts';
import type { Write } from '../ports/writes.ts';
import type { EngineParts } from '../turns/engine-parts.ts';
import { deliveryRow, type NewDelivery } from './deliverer.ts';
import { split } from './split.ts';

/** How often what has been written so far is put into the store. */
const savePeriodMs = 2000;

/** The visible, growing part of one reply. */
export interface LiveReply {
  /** The whole text so far. Latest wins: what comes while the platform is busy replaces what waited. */
  show(text: string): void;
  /** Ends the showing and resolves when nothing of it is under way; what was seen last is what stands. */
  settle(): Promise<{ readonly ref: Ref | undefined; readonly hasRow: boolean }>;
}

export interface LiveReplyPlan {
  readonly platform: Platform;
  readonly row: NewDelivery;
  /** The reply without its text, with what can be done while it grows. */
  readonly frame: Omit<OutgoingReply, 'text' | 'end'>;
  /** What must be true before any of it is seen: the actions shown with it. */
  readonly writes: readonly Write[];
  /** Nothing is to be seen before the end, as where the platform cannot edit. */
  readonly isHeld: boolean;
  /** What a former attempt left: its row exists, and maybe something visible. */
  readonly former?: { readonly ref: Ref | undefined; readonly createdAt: number };
}

/** Streams by editing, one call to the platform at a time, at the platform's own pace. Without `edit`, or held, nothing is shown before the end. */
export function createLiveReply(parts: EngineParts, plan: LiveReplyPlan): LiveReply {
  const { clock, logger, store } = parts;
  const { platform, row, frame, former } = plan;
  const target: Target = row.target;
  let ref = former?.ref;
  let hasRow = former !== undefined;
  let isOpen = false;
  let wanted: string | undefined;
  let isShowing = false;
  let work: Promise<void> = Promise.resolve();
  let saving: Promise<void> | undefined;
  let savedAt = clock.now();
  let isBroken = false;
  /** Ends the platform's wait for its next turn: the final text is not to wait behind a preview. */
  const over = new AbortController();

  /** `isShowing` falls in the same step as the last look at `wanted`, so that no text comes in between unseen. */
  async function run(): Promise<void> {
    isShowing = true;
    while (wanted !== undefined && !isBroken) {
      const text = wanted;
      wanted = undefined;
      try {
        await showOnce(text);
      } catch (thrown) {
        // The final text will try again; a failing preview must not cost the answer.
        isBroken = true;
        logger.warn('preview-failed', { key: row.key, code: toBotError(thrown).code });
      }
    }
    isShowing = false;
  }

  async function showOnce(text: string): Promise<void> {
    const message: Outgoing = { ...frame, text: split(text, platform.facts.maxLength)[0] ?? '' };
    if (!isOpen) {
      await store.commit([...(hasRow ? [] : [deliveryRow(row)]), ...plan.writes]);
      hasRow = true;
      isOpen = true;
    }
    if (ref === undefined && former !== undefined && clock.now() - former.createdAt >= platform.facts.keyLifetimeMs) {
      ref = await platform.find(target, { key: row.key, cause: target.replyTo, since: former.createdAt });
    }
    if (ref === undefined) {
      ref = await platform.send(target, message, row.key);
      await store.commit([{ write: 'deliveryState', key: row.key, state: 'shown', ref }]);
    } else {
      await platform.edit?.(target, message, { ref, key: row.key, signal: over.signal });
    }
  }

  function save(text: string): void {
    if (!hasRow || saving !== undefined || clock.now() - savedAt < savePeriodMs) return;
    savedAt = clock.now();
    saving = store
      .commit([{ write: 'deliveryState', key: row.key, partial: text }])
      .catch((thrown: unknown) => logger.warn('partial-not-saved', { key: row.key, code: toBotError(thrown).code }))
      .finally(() => {
        saving = undefined;
      });
  }

  return {
    show(text) {
      if (platform.edit === undefined || plan.isHeld) return;
      wanted = text;
      save(text);
      if (!isShowing) work = run();
    },
    async settle() {
      wanted = undefined;
      over.abort();
      await Promise.all([work, saving]);
      return { ref, hasRow };
    },
  };
}
