import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { dmAudience } from '../privacy/audience.ts';
import type { CloudMode } from '../privacy/reach.ts';
import { forget, shredDue, undoForget } from './forget.ts';
import { keep } from './keep.ts';
import type { Memory } from './memory.ts';
import { recall, search } from './recall.ts';
import { remember } from './remember.ts';
import { visibleFacts } from './visible-facts.ts';

export interface MemoryNeeds {
  readonly store: Store;
  readonly clock: Clock;
  /** How long a forget can be taken back. */
  readonly graceMs: number;
  /** Whether what is kept may ever leave these machines. */
  readonly cloud?: CloudMode;
}

/** The memory in its first form: what was said, found by its words, and what somebody asked to be kept. */
export function createMemory({ store, clock, graceMs, cloud = 'ask' }: MemoryNeeds): Memory {
  const forgetting = { store, clock, graceMs };
  return {
    recall: (place, questions, except = new Set()) => recall(store, place, { questions, except }),
    remember: (caller, text, personality) => remember({ store, clock, cloud }, caller, { text, personality }),
    keep: (caller, line, personality) => keep({ store, clock, cloud }, caller, { ...line, personality }),
    search: (caller, query, personality) => search(store, caller, { query, personality }),
    async facts({ person }, personality) {
      const all = await store.memory.factsOf(person, []);
      return visibleFacts(store, { facts: all.filter(({ audience }) => audience === dmAudience(person, personality)), person });
    },
    forget: (caller, wish, batch = clock.id()) => forget(forgetting, caller, { wish, batch }),
    undoForget: (caller, batch) => undoForget(forgetting, caller, batch),
    shredDue: (now) => shredDue(forgetting, now),
  };
}
