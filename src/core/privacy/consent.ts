import type { InboundEvent } from '../events/inbound-event.ts';
import type { ParticipantId, RoomId } from '../ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';

/** A question whether words may go to a company, asked of one participant in one room. */
export interface OpenConsent {
  readonly provider: string;
  /** Id of the message that waits for it; undefined: a command does, which is to be called again. */
  readonly message: string | undefined;
}

interface Place {
  readonly room: RoomId;
  readonly participant: ParticipantId;
}

/** A yes later than this is about something else. */
const lifeMs = 30 * 60_000;

const yes = new Set(['yes', 'y', 'yes please', 'ok', 'okay', 'sure', 'ja', 'j', 'ja bitte', 'jo', 'klar', 'gern', 'gerne']);
const no = new Set(['no', 'n', 'no thanks', 'nope', 'nein', 'nö', 'nee', 'nein danke', 'lieber nicht', 'rather not']);

/** Keeps in mind that it was asked; undefined: it is answered. */
export function noteConsent({ room, participant }: Place, open: OpenConsent | undefined, now: number): Write {
  return {
    write: 'mark',
    key: `consent/${room}/${participant}`,
    value: open === undefined ? undefined : { provider: open.provider, message: open.message ?? '', until: now + lifeMs },
  };
}

/** A message that answers the question becomes the call that its buttons make; in a room only where it is said to the bot. */
export async function forConsent(
  { store, clock }: { readonly store: Pick<Store, 'marks'>; readonly clock: Clock },
  event: InboundEvent,
  kind: 'dm' | 'room',
): Promise<InboundEvent> {
  if (event.kind !== 'message' || event.text.length > 40) return event;
  if (kind === 'room' && event.mentioned !== true && event.replyTo === undefined) return event;
  const words = event.text
    .toLowerCase()
    .replaceAll(/<?@\S+/g, '')
    .replaceAll(/[\s.!,:]+/g, ' ')
    .trim();
  const value = yes.has(words) ? 'yes' : no.has(words) ? 'no' : undefined;
  if (value === undefined) return event;
  const open = read(await store.marks.get(`consent/${event.room}/${event.participant}`));
  if (open === undefined || open.until < clock.now()) return event;
  const { kind: _kind, ref: _ref, text: _text, replyTo: _replyTo, mentioned: _mentioned, pictures: _pictures, ...envelope } = event;
  return {
    ...envelope,
    kind: 'command',
    call: { command: 'privacy cloud', args: { provider: open.provider, value, ...(open.message === '' ? {} : { message: open.message }) } },
  };
}

function read(value: unknown): { readonly provider: string; readonly message: string; readonly until: number } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { provider, message, until } = value as Readonly<Record<string, unknown>>;
  return typeof provider === 'string' && typeof message === 'string' && typeof until === 'number'
    ? { provider, message, until }
    : undefined;
}
