import type { Message, Turn } from '../ports/store.ts';
import type { InboundEvent } from './inbound-event.ts';

const prefix = 'again/';

/** The event by which the bot itself takes a question up again, once: as if its asker had called for another answer. */
export function againEvent(turn: Turn, message: Message, at: number): InboundEvent {
  const { id, account, room, participant, name, locale } = turn.event;
  return {
    id: `${prefix}${at}/${causeId(id)}`,
    account,
    room,
    participant,
    name,
    ...(locale === undefined ? {} : { locale }),
    at,
    kind: 'command',
    call: { command: 'chat retry', args: { message: message.id } },
  };
}

/** What the outside knows an event by: a question taken up again keeps its own id. */
export function causeId(eventId: string): string {
  return eventId.startsWith(prefix) ? eventId.slice(eventId.indexOf('/', prefix.length) + 1) : eventId;
}
