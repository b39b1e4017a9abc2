import { toBotError } from '../errors.ts';
import type { Turn } from '../ports/store.ts';
import type { TurnTools } from './turn-tools.ts';

/** Whoever waits longer than this is told how many are before them: most waits are over sooner. */
const patienceMs = 3_000;

/** A word to whoever waits in a room where others are answered first; it goes when their own answer begins. */
export interface QueueNotes {
  /** A question was claimed behind others. */
  expect(turn: string): void;
  /** Its turn has come. */
  begun(turn: Turn): Promise<void>;
  close(): void;
}

export function createQueueNotes(tools: TurnTools): QueueNotes {
  const { clock, store, logger } = tools.parts;
  const closing = new AbortController();
  /** By turn, the delivery that says so. */
  const shown = new Map<string, string>();
  const startedAt = clock.now();
  /** Of those that came before this run. */
  const looked = new Set<string>();

  async function tell(id: string): Promise<void> {
    await clock.sleep(patienceMs, closing.signal);
    const turn = await store.turns.get(id);
    if (turn?.state !== 'received') return;
    const open = await store.inbox.openIn(turn.event.room);
    // One that is answered together with a later one waits no more than that one.
    const at = open.findIndex((one) => one.id === id);
    const count = open.slice(0, Math.max(0, at)).filter(({ cast }) => cast.length > 0).length;
    if (count === 0) return;
    shown.set(id, await tools.show(turn, { kind: 'notice', to: tools.causeOf(turn), text: await tools.text(turn, 'queue', { count }) }));
    // Its turn may have come while that was on its way out.
    const now = await store.turns.get(id);
    if (now !== undefined && now.state !== 'received') await notes.begun(now);
  }

  async function takeBack(turn: Turn, key: string): Promise<void> {
    const delivery = await store.deliveries.byKey(key);
    await store.commit([{ write: 'deliveryState', key, state: 'removed' }]);
    if (delivery?.ref !== undefined) await tools.platform(turn).remove?.(tools.target(turn), delivery.ref);
  }

  /** A question that no run has begun to answer has nothing shown but what a former run said of its waiting. */
  async function takeBackFormer(turn: Turn): Promise<void> {
    looked.add(turn.id);
    if (turn.body.kind !== 'message' || turn.stops > 0 || turn.errors > 0) return;
    for (const { key, state } of await store.deliveries.ofTurn(turn.id)) if (state !== 'removed') await takeBack(turn, key);
  }

  const quietly = (work: Promise<void>): Promise<void> =>
    work.catch((thrown: unknown) => {
      if (!closing.signal.aborted) logger.warn('queue-not-told', { code: toBotError(thrown).code });
    });

  const notes: QueueNotes = {
    expect: (turn) => void quietly(tell(turn)),
    async begun(turn) {
      // Those answered with it waited for the same moment.
      for (const one of [...turn.joined, turn]) {
        const key = shown.get(one.id);
        if (key !== undefined && shown.delete(one.id)) await quietly(takeBack(one, key));
        else if (one.receivedAt < startedAt && !looked.has(one.id)) await quietly(takeBackFormer(one));
      }
    },
    close: () => closing.abort(),
  };
  return notes;
}
