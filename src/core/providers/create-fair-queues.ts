import { BotError } from '../errors.ts';
import { admit, emptyQueue, enter, type FairQueue, leave } from './fair-queue.ts';

/** Calls that one endpoint is given at once, where it says nothing of itself. */
export const standardAtOnce = 8;

export interface QueueOrder {
  /** Whose queue: an endpoint. */
  readonly endpoint: string;
  /** Absent: as many as usual. */
  readonly atOnce?: number;
  readonly person: string;
  readonly isDm: boolean;
  readonly signal: AbortSignal;
}

export interface QueueDepth {
  readonly endpoint: string;
  readonly running: number;
  readonly waiting: number;
}

/** One fair queue for each endpoint. */
export interface FairQueues {
  /**
   * Resolves when it is this call's turn, to what must be called when it is over. Rejects with `limit-reached` where this person has enough
   * under way, and with the signal's reason when nobody wants it any more.
   */
  enter(order: QueueOrder): Promise<() => void>;
  depths(): readonly QueueDepth[];
}

export function createFairQueues(): FairQueues {
  const queues = new Map<string, FairQueue>();
  const begin = new Map<string, () => void>();
  let tickets = 0;

  function move(endpoint: string, queue: FairQueue, atOnce: number): void {
    const moved = admit(queue, { atOnce });
    const isEmpty = moved.queue.running.length + moved.queue.waiting.length === 0;
    if (isEmpty) queues.delete(endpoint);
    else queues.set(endpoint, moved.queue);
    for (const { id } of moved.admitted) {
      begin.get(id)?.();
      begin.delete(id);
    }
  }

  return {
    async enter({ endpoint, atOnce = standardAtOnce, person, isDm, signal }) {
      signal.throwIfAborted();
      tickets += 1;
      const id = String(tickets);
      const entered = enter(queues.get(endpoint) ?? emptyQueue, { id, person, isDm });
      if (entered === undefined) throw new BotError('limit-reached', 'too much of one person is under way', { advice: tooMuch });
      const turn = Promise.withResolvers<void>();
      begin.set(id, turn.resolve);
      const over = (): void => {
        signal.removeEventListener('abort', cancel);
        move(endpoint, leave(queues.get(endpoint) ?? emptyQueue, id), atOnce);
      };
      const cancel = (): void => {
        // Once it runs, whoever runs it says when it is over.
        if (!begin.delete(id)) return;
        over();
        turn.reject(signal.reason);
      };
      signal.addEventListener('abort', cancel, { once: true });
      move(endpoint, entered, atOnce);
      await turn.promise;
      return over;
    },
    depths: () => [...queues].map(([endpoint, { running, waiting }]) => ({ endpoint, running: running.length, waiting: waiting.length })),
  };
}

const tooMuch = {
  en: 'I am still busy with what you asked before. Ask again once one of those answers is there.',
  de: 'Ich bin noch mit dem beschäftigt, was du vorher gefragt hast. Frag wieder, sobald eine dieser Antworten da ist.',
} as const;
