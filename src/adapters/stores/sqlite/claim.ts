import type { EventBody } from '../../../core/events/inbound-event.ts';
import type { Intake } from '../../../core/ports/store.ts';
import type { Connection } from './connection.ts';
import { createLineWriter } from './line-writer.ts';
import { createMemberWriter } from './member-writer.ts';
import type { RoomKeys } from './room-keys.ts';

interface NewTurn {
  readonly id: string;
  readonly account: string;
  readonly eventId: string;
  readonly lane: string;
  readonly room: number;
  readonly participant: string;
  readonly name: string;
  readonly locale: string | null;
  readonly at: number;
  readonly body: string;
  readonly receivedAt: number;
  readonly notBefore: number;
  readonly cast: string;
  readonly message: string | null;
  readonly edits: string | null;
}

/** One claim inside the caller's transaction; false: the claim key was there already and nothing was written. */
export function createClaim(connection: Connection, keys: RoomKeys): (intake: Intake) => boolean {
  const { client } = connection;
  const addRoom = client.prepare<[string, string]>('INSERT INTO rooms (id, kind) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const addTurn = client.prepare<NewTurn>(`
    INSERT INTO turns (id, account, event_id, lane, room, participant, name, locale, at, body, received_at, not_before, state, open, "cast", message, edits)
    VALUES (:id, :account, :eventId, :lane, :room, :participant, :name, :locale, :at, :body, :receivedAt, :notBefore, 'received', 1, :cast, :message, :edits)
    ON CONFLICT DO NOTHING`);
  const addLine = createLineWriter(connection, keys);
  const setKind = client.prepare<{ room: number; kind: string }>('UPDATE rooms SET kind = :kind WHERE key = :room AND kind <> :kind');
  const members = createMemberWriter(connection, keys);
  const setParticipant = createParticipantSetter(connection);
  const join = createJoin(connection);

  return (intake) => {
    const { event, message } = intake;
    const { id: eventId, account, room: roomId, participant, name, locale, at, ...body } = event;
    addRoom.run(roomId, intake.room.kind);
    const room = keys.need(roomId);
    const isNew = addTurn.run({
      id: intake.turn,
      account,
      eventId,
      lane: intake.lane,
      room,
      participant,
      name,
      locale: locale ?? null,
      at,
      body: JSON.stringify(storedBody(body)),
      receivedAt: intake.receivedAt,
      notBefore: intake.notBefore,
      cast: JSON.stringify(intake.cast),
      message: message?.id ?? null,
      edits: body.kind === 'messageEdited' ? body.ref : null,
    });
    if (isNew.changes === 0) return false;
    setKind.run({ room, kind: intake.room.kind });
    const present = intake.room.members;
    if (intake.room.kind === 'dm' || present?.includes(participant) === true) members.meet(room, participant, at);
    if (present !== undefined) members.replace(room, present, staysOf(intake));
    setParticipant(intake);
    if (message !== undefined && body.kind === 'message')
      addLine({ ...message, room, ref: body.ref, turn: intake.turn, participant, text: body.text, at });
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
function createParticipantSetter({ client }: Connection): (intake: Intake) => void {
  const add = client.prepare<{ id: string; person: string; name: string; locale: string | null; at: number }>(
    'INSERT INTO participants (id, person, name, locale, seen_at) VALUES (:id, :person, :name, :locale, :at) ON CONFLICT DO NOTHING',
  );
  const addPerson = client.prepare<[string, number]>('INSERT INTO persons (id, created_at) VALUES (?, ?)');
  const rename = client.prepare<{ id: string; name: string; locale: string | null }>(
    'UPDATE participants SET name = :name, locale = coalesce(:locale, locale) WHERE id = :id AND (name <> :name OR locale IS NOT coalesce(:locale, locale))',
  );
  return ({ event: { participant: id, name, locale = null }, newPerson, receivedAt }) => {
    const isNew = add.run({ id, person: newPerson, name, locale, at: receivedAt }).changes > 0;
    if (isNew) addPerson.run(newPerson, receivedAt);
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
