import type { RoomId } from '../../../core/ids.ts';
import type { InboxStore, Intake, Lane, Turn } from '../../../core/ports/store.ts';
import { and, asc, eq, gt, lte, min, or, sql } from './drizzle.ts';
import { type Db, nextMessageKey, roomKey, selectTurns, storedBody, toTurn } from './rows.ts';
import { members, messages, participants, persons, rooms, turns } from './schema.ts';

/** Claiming and pulling; `atomically` runs a function in one immediate transaction. */
export function createInboxStore(db: Db, atomically: <Result>(work: () => Result) => Result): InboxStore {
  return {
    claim: async (intake) => atomically(() => claim(db, intake)),
    async openIn(room) {
      const key = roomKey(db, room);
      if (key === undefined) return [];
      const inRoom = and(eq(turns.lane, 'talk'), eq(turns.room, key), eq(turns.open, 1));
      return db.select({ id: turns.id, state: turns.state, cast: turns.cast }).from(turns).where(inRoom).orderBy(asc(turns.seq)).all();
    },
    claimNext: async (lane, now) => atomically(() => claimNext(db, lane, now)),
    async nextAt(now) {
      const waiting = and(eq(turns.lane, 'talk'), eq(turns.open, 1), eq(turns.state, 'received'), gt(turns.notBefore, now));
      return db.select({ at: min(turns.notBefore) }).from(turns).where(waiting).get()?.at ?? undefined;
    },
  };
}

function claim(db: Db, intake: Intake): boolean {
  const { event, message } = intake;
  const { id: eventId, account, room: roomId, participant, name, locale, at, ...body } = event;
  const known = db.select({ id: turns.id }).from(turns).where(and(eq(turns.account, account), eq(turns.eventId, eventId))).get();
  if (known !== undefined) return false;
  const room = upsertRoom(db, roomId, intake.room);
  upsertParticipant(db, intake);
  db.insert(turns)
    .values({
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
      cast: intake.cast,
      message: message?.id ?? null,
    })
    .run();
  if (message !== undefined && event.kind === 'message') {
    const { id, audience, exposure, rating } = message;
    db.insert(messages)
      .values({ key: nextMessageKey(db, room), id, room, ref: event.ref, turn: intake.turn, participant, text: event.text, at, audience, exposure, rating })
      .run();
  }
  if (intake.joins !== undefined) join(db, intake.joins, intake.turn);
  return true;
}

/** A waiting turn and all it leads go under the new one, unless it has begun meanwhile. */
function join(db: Db, waiting: string, lead: string): void {
  const target = db.select({ state: turns.state }).from(turns).where(eq(turns.id, waiting)).get();
  if (target?.state !== 'received') return;
  db.update(turns).set({ lead, open: null }).where(or(eq(turns.id, waiting), eq(turns.lead, waiting))).run();
}

function upsertRoom(db: Db, id: RoomId, facts: Intake['room']): number {
  const known = db.select({ key: rooms.key, kind: rooms.kind }).from(rooms).where(eq(rooms.id, id)).get();
  const key = known?.key ?? db.insert(rooms).values({ id, kind: facts.kind }).returning({ key: rooms.key }).get().key;
  if (known !== undefined && known.kind !== facts.kind) db.update(rooms).set({ kind: facts.kind }).where(eq(rooms.key, key)).run();
  if (facts.members === undefined) return key;
  const there = db.select({ id: members.participant }).from(members).where(eq(members.room, key)).all().map((row) => row.id);
  const isSame = there.length === facts.members.length && facts.members.every((member) => there.includes(member));
  if (isSame) return key;
  db.delete(members).where(eq(members.room, key)).run();
  for (const participant of facts.members) db.insert(members).values({ room: key, participant }).onConflictDoNothing().run();
  db.update(rooms).set({ membersKnown: true }).where(eq(rooms.key, key)).run();
  return key;
}

function upsertParticipant(db: Db, { event, newPerson, receivedAt }: Intake): void {
  const { participant: id, name, locale } = event;
  const known = db.select().from(participants).where(eq(participants.id, id)).get();
  if (known === undefined) {
    db.insert(persons).values({ id: newPerson, createdAt: receivedAt }).run();
    db.insert(participants).values({ id, person: newPerson, name, locale: locale ?? null, seenAt: receivedAt }).run();
  } else if (known.name !== name || (locale !== undefined && known.locale !== locale)) {
    db.update(participants).set({ name, locale: locale ?? known.locale }).where(eq(participants.id, id)).run();
  }
}

function claimNext(db: Db, lane: Lane, now: number): Turn | undefined {
  const ready = [eq(turns.lane, lane), eq(turns.open, 1), eq(turns.state, 'received'), lte(turns.notBefore, now)];
  // Nothing overtakes in a room, not even what waits for its moment; and a room has one answer being written at a time.
  const before = sql`NOT EXISTS (SELECT 1 FROM turns AS other WHERE other.lane = 'talk' AND other.open = 1 AND other.room = ${turns.room}
    AND other.seq <> ${turns.seq} AND (other.seq < ${turns.seq} OR other.state = 'generating'))`;
  const row = selectTurns(db)
    .where(and(...ready, ...(lane === 'talk' ? [before] : [])))
    .orderBy(asc(turns.seq))
    .limit(1)
    .get();
  if (row === undefined) return undefined;
  db.update(turns).set({ state: 'generating' }).where(or(eq(turns.id, row.turn.id), eq(turns.lead, row.turn.id))).run();
  return toTurn(db, { ...row, turn: { ...row.turn, state: 'generating' } });
}
