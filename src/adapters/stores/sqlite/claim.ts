import type { EventBody } from '../../../core/events/inbound-event.ts';
import type { Intake } from '../../../core/ports/store.ts';
import { type Connection, inserter } from './connection.ts';
import { createMemberWriter } from './member-writer.ts';
import { unplaced } from './message-writes.ts';
import type { RoomKeys } from './room-keys.ts';
import { messages, participants, persons, turns } from './schema.ts';

/** One claim inside the caller's transaction; false: the claim key was there already and nothing was written. */
export function createClaim(connection: Connection, keys: RoomKeys): (intake: Intake) => boolean {
  const { client } = connection;
  const addRoom = client.prepare<[string, string]>('INSERT INTO rooms (id, kind) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const addTurn = inserter(connection, turns, true);
  const addMessage = inserter(connection, messages);
  const setKind = client.prepare<{ room: number; kind: string }>('UPDATE rooms SET kind = :kind WHERE key = :room AND kind <> :kind');
  const members = createMemberWriter(connection, keys);
  const setParticipant = createParticipantSetter(connection);
  const join = createJoin(connection);

  return (intake) => {
    const { event, message } = intake;
    const { id: eventId, account, room: roomId, participant, name, locale, at, ...body } = event;
    addRoom.run(roomId, intake.room.kind);
    const room = keys.need(roomId);
    const isNew = addTurn({
      // SQLite numbers it; drizzle wants every column named.
      seq: null as unknown as number,
      id: intake.turn,
      account,
      eventId,
      lane: intake.lane,
      room,
      participant,
      name,
      locale: locale ?? null,
      at,
      body: storedBody(body),
      receivedAt: intake.receivedAt,
      notBefore: intake.notBefore,
      state: 'received',
      open: 1,
      lead: null,
      cast: intake.cast,
      message: message?.id ?? null,
      edits: body.kind === 'messageEdited' ? body.ref : null,
      errors: 0,
      stops: 0,
      code: null,
    });
    if (!isNew) return false;
    setKind.run({ room, kind: intake.room.kind });
    const present = intake.room.members;
    if (intake.room.kind === 'dm' || present?.includes(participant) === true) members.meet(room, participant, at);
    if (present !== undefined) members.replace(room, present, staysOf(intake));
    setParticipant(intake);
    if (message !== undefined && body.kind === 'message') {
      const { id, audience, exposure, rating } = message;
      addMessage({
        ...unplaced,
        key: keys.nextMessage(room),
        id,
        room,
        ref: body.ref,
        turn: intake.turn,
        participant,
        text: body.text,
        at,
        audience,
        exposure,
        rating,
      });
    }
    if (intake.joins !== undefined) join(intake.joins, intake.turn);
    return true;
  };
}

/** An event this much older than its arrival says nothing about who was there when it happened: the list is of now. */
const freshMs = 60_000;

/** Whoever is new counts as there from the event on, or from now if it is old; whoever is gone was gone at the event already. */
function staysOf({ event: { at }, receivedAt }: Intake): { readonly since: number; readonly until: number } {
  return { since: receivedAt - at > freshMs ? receivedAt : at, until: at };
}

/** Without a message's text: it lives in the message row alone. */
function storedBody(body: EventBody): EventBody {
  return body.kind === 'message' ? { ...body, text: '' } : body;
}

/** The participant and, at the first event, a person of their own. */
function createParticipantSetter(connection: Connection): (intake: Intake) => void {
  const { client } = connection;
  const add = inserter(connection, participants, true);
  const addPerson = inserter(connection, persons);
  const rename = client.prepare<{ id: string; name: string; locale: string | null }>(
    'UPDATE participants SET name = :name, locale = coalesce(:locale, locale) WHERE id = :id AND (name <> :name OR locale IS NOT coalesce(:locale, locale))',
  );
  return ({ event: { participant: id, name, locale = null }, newPerson, receivedAt }) => {
    if (add({ id, person: newPerson, name, locale, seenAt: receivedAt })) addPerson({ id: newPerson, createdAt: receivedAt });
    else rename.run({ id, name, locale });
  };
}

/** A waiting turn and all it leads go under the new one, unless it has begun meanwhile. */
function createJoin({ client }: Connection): (waiting: string, lead: string) => void {
  const follow = client.prepare<{ waiting: string; lead: string }>(
    `UPDATE turns SET lead = :lead, open = NULL WHERE id = :waiting AND state = 'received' AND lead IS NULL AND id <> :lead`,
  );
  const bring = client.prepare<{ waiting: string; lead: string }>('UPDATE turns SET lead = :lead WHERE lead = :waiting');
  return (waiting, lead) => {
    if (follow.run({ waiting, lead }).changes > 0) bring.run({ waiting, lead });
  };
}
