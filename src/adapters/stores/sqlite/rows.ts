import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { EventBody } from '../../../core/events/inbound-event.ts';
import type { RoomId } from '../../../core/ids.ts';
import type { Delivery, Message, Turn } from '../../../core/ports/store.ts';
import { asc, eq } from './drizzle.ts';
import type * as schema from './schema.ts';
import { deliveries, messages, participants, rooms, turns } from './schema.ts';

export type Db = BetterSQLite3Database<typeof schema>;

/** Columns of a turn with its room's id. */
export function selectTurns(db: Db) {
  return db.select({ turn: turns, room: rooms.id }).from(turns).innerJoin(rooms, eq(rooms.key, turns.room));
}

export type TurnRow = ReturnType<ReturnType<typeof selectTurns>['all']>[number];

export function toTurn(db: Db, { turn, room }: TurnRow): Turn {
  const joined = selectTurns(db).where(eq(turns.lead, turn.id)).orderBy(asc(turns.seq)).all();
  return {
    id: turn.id,
    lane: turn.lane,
    state: turn.state,
    event: {
      id: turn.eventId,
      account: turn.account,
      room,
      participant: turn.participant,
      name: turn.name,
      at: turn.at,
      ...(turn.locale === null ? {} : { locale: turn.locale }),
    },
    body: turn.body,
    receivedAt: turn.receivedAt,
    errors: turn.errors,
    stops: turn.stops,
    cast: turn.cast,
    joined: joined.map((row) => toTurn(db, row)),
    ...(turn.message === null ? {} : { message: turn.message }),
  };
}

/** Columns of a message with its room's id and its author's name. */
export function selectMessages(db: Db) {
  return db
    .select({ message: messages, room: rooms.id, name: participants.name })
    .from(messages)
    .innerJoin(rooms, eq(rooms.key, messages.room))
    .leftJoin(participants, eq(participants.id, messages.participant));
}

export type MessageRow = ReturnType<ReturnType<typeof selectMessages>['all']>[number];

export function toMessage({ message, room, name }: MessageRow): Message {
  return {
    id: message.id,
    room,
    conversation: message.conversation ?? undefined,
    parent: message.parent ?? undefined,
    ref: message.ref ?? undefined,
    author: toAuthor(message, name),
    text: message.text,
    at: message.at,
    audience: message.audience,
    exposure: message.exposure,
    rating: message.rating,
    variant: message.variant,
    chosen: message.chosen,
    finish: message.finish ?? undefined,
    forgotten: message.forgotten,
  };
}

function toAuthor(message: MessageRow['message'], name: string | null): Message['author'] {
  if (message.personality !== null) return { kind: 'personality', id: message.personality, revision: message.revision ?? 1 };
  return { kind: 'participant', id: message.participant ?? 'unknown:', name: name ?? '' };
}

export function selectDeliveries(db: Db) {
  return db.select({ delivery: deliveries, room: rooms.id }).from(deliveries).innerJoin(rooms, eq(rooms.key, deliveries.room));
}

export type DeliveryRow = ReturnType<ReturnType<typeof selectDeliveries>['all']>[number];

export function toDelivery({ delivery, room }: DeliveryRow): Delivery {
  return {
    key: delivery.key,
    turn: delivery.turn ?? undefined,
    account: delivery.account,
    room,
    replyTo: delivery.replyTo ?? undefined,
    personality: delivery.personality ?? undefined,
    part: delivery.part,
    message: delivery.message ?? undefined,
    state: delivery.state,
    ref: delivery.ref ?? undefined,
    final: delivery.final ?? undefined,
    partial: delivery.partial,
    createdAt: delivery.at,
  };
}

/** The store's number of a room; undefined when nothing ever happened there. */
export function roomKey(db: Db, id: RoomId): number | undefined {
  return db.select({ key: rooms.key }).from(rooms).where(eq(rooms.id, id)).get()?.key;
}

/** The next message key of a room: its range is room · 2^24 … (room + 1) · 2^24 - 1. */
export function nextMessageKey(db: Db, room: number): number {
  const row = db.select({ sequence: rooms.sequence }).from(rooms).where(eq(rooms.key, room)).get();
  const sequence = row?.sequence ?? 0;
  db.update(rooms).set({ sequence: sequence + 1 }).where(eq(rooms.key, room)).run();
  return room * roomRange + sequence;
}

export const roomRange = 2 ** 24;

/** Without a message's text: it lives in the message row alone. */
export function storedBody(body: EventBody): EventBody {
  return body.kind === 'message' ? { ...body, text: '' } : body;
}
