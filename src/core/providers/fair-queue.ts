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

/** Calls of one person: so many at once and so many waiting. */
export const perPerson = { running: 1, waiting: 2 } as const;

/** So many that came before it a DM may overtake. Counted in arrivals, so that no clock can keep anybody waiting. */
const headStart = 8;

export const emptyQueue: FairQueue = { running: [], waiting: [], arrived: 0 };

/** The queue with one more waiting; undefined: this person has enough under way already. */
export function enter(queue: FairQueue, ticket: Ticket): FairQueue | undefined {
  const theirs = ({ person }: Ticket): boolean => person === ticket.person;
  const under = queue.running.filter(theirs).length + queue.waiting.filter(theirs).length;
  if (under >= perPerson.running + perPerson.waiting) return undefined;
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

/** Lets in whoever may begin now, the oldest first; somebody whose call runs lets others pass. */
export function admit(queue: FairQueue, { atOnce }: QueueLimits): { readonly queue: FairQueue; readonly admitted: readonly Ticket[] } {
  const admitted: Ticket[] = [];
  const running = [...queue.running];
  const waiting: Waiting[] = [];
  for (const one of queue.waiting) {
    const theirs = running.filter(({ person }) => person === one.person).length;
    if (running.length >= atOnce || theirs >= perPerson.running) {
      waiting.push(one);
      continue;
    }
    const ticket = { id: one.id, person: one.person, isDm: one.isDm };
    running.push(ticket);
    admitted.push(ticket);
  }
  return { queue: { ...queue, running, waiting }, admitted };
}
