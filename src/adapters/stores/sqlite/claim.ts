import type { EventBody } from '../../../core/events/inbound-event.ts';
import type { ParticipantId } from '../../../core/ids.ts';
import type { Intake } from '../../../core/ports/store.ts';
import { type Connection, inserter } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';
import { members, messages, participants, persons, turns } from './schema.ts';

/** One claim inside the caller's transaction; false: the claim key was there already and nothing was written. */
export function createClaim(connection: Connection, keys: RoomKeys): (intake: Intake) => boolean {
  const { client } = connection;
  const addRoom = client.prepare<[string, string]>('INSERT INTO rooms (id, kind) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const addTurn = inserter(connection, turns, true);
  const addMessage = inserter(connection, messages);
  const setKind = client.prepare<{ room: number; kind: string }>('UPDATE rooms SET kind = :kind WHERE key = :room AND kind <> :kind');
  const setMembers = createMembersSetter(connection);
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
    if (intake.room.members !== undefined) setMembers(room, intake.room.members);
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

/** What a received message does not have yet, or never. */
const unplaced = {
  conversation: null,
  parent: null,
  personality: null,
  revision: null,
  editedAt: null,
  variant: 1,
  chosen: true,
  finish: null,
  forgotten: false,
};

/** Without a message's text: it lives in the message row alone. */
function storedBody(body: EventBody): EventBody {
  return body.kind === 'message' ? { ...body, text: '' } : body;
}

/** Replaces the known list of who is there. */
function createMembersSetter(connection: Connection): (room: number, list: readonly ParticipantId[]) => void {
  const { client } = connection;
  const present = client.prepare<[number], string>('SELECT participant FROM members WHERE room = ?').pluck();
  const clear = client.prepare<[number]>('DELETE FROM members WHERE room = ?');
  const know = client.prepare<[number]>('UPDATE rooms SET members_known = 1 WHERE key = ? AND members_known = 0');
  const add = inserter(connection, members, true);
  return (room, list) => {
    know.run(room);
    const known = new Set(present.all(room));
    // The same list comes with nearly every event: no write for it.
    if (new Set(list).size === known.size && list.every((participant) => known.has(participant))) return;
    clear.run(room);
    for (const participant of list) add({ room, participant });
  };
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
