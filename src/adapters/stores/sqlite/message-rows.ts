import type { Message } from '../../../core/ports/store.ts';
import type { Connection } from './connection.ts';
import { eq } from './drizzle.ts';
import { messages, participants, rooms } from './schema.ts';

/** Messages with their room's id and their author's name. */
export function selectMessages({ orm }: Connection) {
  return orm
    .select({ message: messages, room: rooms.id, name: participants.name })
    .from(messages)
    .innerJoin(rooms, eq(rooms.key, messages.room))
    .leftJoin(participants, eq(participants.id, messages.participant));
}

export type MessageRow = ReturnType<ReturnType<typeof selectMessages>['all']>[number];

/** What is hidden reads as forgotten, everywhere. */
export function toMessage({ message, room, name }: MessageRow): Message {
  const isHidden = message.hidden !== null;
  return {
    id: message.id,
    room,
    conversation: message.conversation ?? undefined,
    parent: message.parent ?? undefined,
    ref: message.ref ?? undefined,
    author: toAuthor(message, name),
    text: isHidden ? '' : message.text,
    at: message.at,
    audience: message.audience,
    exposure: message.exposure,
    rating: message.rating,
    variant: message.variant,
    chosen: message.chosen,
    finish: message.finish ?? undefined,
    forgotten: message.forgotten || isHidden,
  };
}

function toAuthor(message: MessageRow['message'], name: string | null): Message['author'] {
  if (message.personality !== null) return { kind: 'personality', id: message.personality, revision: message.revision ?? 1 };
  return { kind: 'participant', id: message.participant ?? 'unknown:', name: name ?? '' };
}
