import type { Content } from './state/world.ts';

/** A request that a homeserver refuses, or takes (then with status 200) although the spec does not allow it. */
export interface Refused {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly errcode: string;
  readonly message: string;
  readonly body: unknown;
}

/** One request, by its route. */
export interface Asked {
  readonly route: string;
  readonly path: string;
  readonly status: number;
  /** On the twin's clock. */
  readonly at: number;
  readonly body: unknown;
}

/** An event that came over the wire. */
export interface Sent {
  readonly room: string;
  readonly eventId: string;
  readonly type: string;
  readonly content: Content;
  readonly transaction: string | undefined;
}

/** What clients have done on the wire. */
export interface Ledger {
  readonly refusals: Refused[];
  readonly asked: Asked[];
  readonly sent: Sent[];
  /** Faults of the twin itself. */
  readonly failures: string[];
  /** How often a client ran into a limit. */
  rateLimited: number;
  /** Requests that are being worked on, waiting syncs apart. */
  open: number;
}

export const createLedger = (): Ledger => ({ refusals: [], asked: [], sent: [], failures: [], rateLimited: 0, open: 0 });

/** Fails when a client did something that is refused; codes in `except` are what the test wanted to see. */
export function assertNoRefusals(ledger: Ledger, except: readonly string[] = []): void {
  const unexpected = ledger.refusals
    .filter(({ errcode }) => !except.includes(errcode))
    .map(
      (one) => `${one.method} ${one.path} → ${one.status} ${one.errcode} ${one.message} ${JSON.stringify(one.body)?.slice(0, 400) ?? ''}`,
    );
  const all = [...unexpected, ...ledger.failures];
  if (all.length > 0) throw new Error(`The homeserver refused:\n  ${all.join('\n  ')}`);
}

/** Fails when a message could ping somebody: by mentions, or by a name in its text where it says nothing about mentions. */
export function assertNoPings(ledger: Ledger): void {
  const loud = ledger.sent.filter(({ type, content }) => type === 'm.room.message' && [content, content['m.new_content']].some(pings));
  if (loud.length > 0)
    throw new Error(`These may ping somebody:\n  ${loud.map((one) => JSON.stringify(one.content).slice(0, 300)).join('\n  ')}`);
}

function pings(content: unknown): boolean {
  if (typeof content !== 'object' || content === null) return false;
  const mentions: unknown = Reflect.get(content, 'm.mentions');
  if (typeof mentions !== 'object' || mentions === null) return true;
  const users: unknown = Reflect.get(mentions, 'user_ids');
  return Reflect.get(mentions, 'room') === true || (Array.isArray(users) && users.length > 0);
}
