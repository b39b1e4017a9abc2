/** A call that runs or waits. */
export interface Ticket {
  readonly id: string;
  readonly person: string;
  readonly isDm: boolean;
}

interface Waiting extends Ticket {
  /** Its place by arrival; a DM stands further ahead. */
  readonly place: number;
}

/** Who runs and who waits at one endpoint; plain data, made only by the functions here. */
export interface FairQueue {
  readonly running: readonly Ticket[];
  /** The next first. */
  readonly waiting: readonly Waiting[];
  /** How many have come so far. */
  readonly arrived: number;
}

export interface QueueLimits {
  /** Calls at once at this endpoint. */
  readonly atOnce: number;
}

/** So many calls of one person may be under way; of those that run, all but one only as long as nobody else wants the place. */
export const perPerson = 32;

/** So many that came before it a DM may overtake. Counted in arrivals, so that no clock can keep anybody waiting. */
const headStart = 8;

export const emptyQueue: FairQueue = { running: [], waiting: [], arrived: 0 };

/** The queue with one more waiting; undefined: this person has enough under way already. */
export function enter(queue: FairQueue, ticket: Ticket): FairQueue | undefined {
  const theirs = ({ person }: Ticket): boolean => person === ticket.person;
  const under = queue.running.filter(theirs).length + queue.waiting.filter(theirs).length;
  if (under >= perPerson) return undefined;
  const place = queue.arrived - (ticket.isDm ? headStart + 0.5 : 0);
  const behind = queue.waiting.findIndex((one) => one.place > place);
  const at = behind < 0 ? queue.waiting.length : behind;
  return { ...queue, arrived: queue.arrived + 1, waiting: queue.waiting.toSpliced(at, 0, { ...ticket, place }) };
}

/** Without this one: it is done, or nobody wants it any more. */
export function leave(queue: FairQueue, id: string): FairQueue {
  const others = (one: Ticket): boolean => one.id !== id;
  return { ...queue, running: queue.running.filter(others), waiting: queue.waiting.filter(others) };
}

/** Lets in whoever may begin now, the oldest first; somebody whose call runs lets all others pass before another one of theirs. */
export function admit(queue: FairQueue, { atOnce }: QueueLimits): { readonly queue: FairQueue; readonly admitted: readonly Ticket[] } {
  const admitted: Ticket[] = [];
  const running = [...queue.running];
  let waiting = queue.waiting;
  const letIn = (may: (one: Ticket) => boolean): void => {
    const left: Waiting[] = [];
    for (const one of waiting) {
      if (running.length >= atOnce || !may(one)) {
        left.push(one);
        continue;
      }
      const ticket = { id: one.id, person: one.person, isDm: one.isDm };
      running.push(ticket);
      admitted.push(ticket);
    }
    waiting = left;
  };
  letIn(({ person }) => running.every((other) => other.person !== person));
  letIn(() => true);
  return { queue: { ...queue, running, waiting }, admitted };
}
