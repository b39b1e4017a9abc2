import type { NewReply, Write } from '../../../core/ports/writes.ts';
import { and, eq, inArray, isNotNull, ne, or, sql } from './drizzle.ts';
import { type Db, nextMessageKey, roomKey } from './rows.ts';
import { conversations, deliveries, members, messages, receipts, recallLog, rooms, turns, usage } from './schema.ts';

/** Applies one write inside the caller's transaction. */
export function applyWrite(db: Db, write: Write): void {
  switch (write.write) {
    case 'turn':
      return setTurn(db, write);
    case 'requeue':
      db.update(turns)
        .set({ lane: 'talk', state: 'received', open: 1, cast: write.cast, message: write.message, notBefore: write.notBefore })
        .where(eq(turns.id, write.id))
        .run();
      return;
    case 'conversation': {
      const { room, person = '', personality = '' } = write.place;
      db.insert(conversations).values({ id: write.id, room: needRoom(db, room), person, personality, at: write.at }).run();
      return;
    }
    case 'place':
      db.update(messages).set({ conversation: write.conversation, parent: write.parent ?? null }).where(eq(messages.id, write.message)).run();
      db.update(conversations).set({ head: write.message }).where(eq(conversations.id, write.conversation)).run();
      return;
    case 'reply':
      return addReply(db, write.reply);
    case 'edit':
      db.update(messages).set({ text: write.text, editedAt: write.at }).where(eq(messages.id, write.message)).run();
      return;
    case 'forget':
      return forget(db, write.message);
    case 'delivery':
      return addDelivery(db, write);
    case 'deliveryState':
      return setDelivery(db, write);
    case 'members':
      return setMembers(db, write);
  }
}

function setTurn(db: Db, write: Extract<Write, { write: 'turn' }>): void {
  const isOpen = write.state === 'received' || write.state === 'generating';
  const { errors, stops, notBefore, code } = write;
  const changes = { state: write.state, ...(errors === undefined ? {} : { errors }), ...(stops === undefined ? {} : { stops }), ...(notBefore === undefined ? {} : { notBefore }), ...(code === undefined ? {} : { code }) };
  db.update(turns).set({ ...changes, open: isOpen ? 1 : null }).where(eq(turns.id, write.id)).run();
  db.update(turns).set({ state: write.state }).where(eq(turns.lead, write.id)).run();
  // A settled edit needs its text no more: it stands in the message.
  if (!isOpen) db.update(turns).set({ body: sql`json_set(body, '$.text', '')` }).where(and(eq(turns.id, write.id), sql`json_extract(body, '$.kind') = 'messageEdited'`)).run();
  if (write.state === 'answered') settleTurn(db, write.id);
}

/** An answered turn whose every delivery has arrived is delivered. */
function settleTurn(db: Db, turn: string): void {
  const open = db.select({ key: deliveries.key }).from(deliveries).where(and(eq(deliveries.turn, turn), isNotNull(deliveries.open))).limit(1).get();
  if (open !== undefined) return;
  const settled = db.update(turns).set({ state: 'delivered' }).where(and(eq(turns.id, turn), eq(turns.state, 'answered'))).run();
  if (settled.changes > 0) db.update(turns).set({ state: 'delivered' }).where(eq(turns.lead, turn)).run();
}

function addReply(db: Db, reply: NewReply): void {
  const room = needRoom(db, reply.room);
  const { id, turn, conversation, parent, personality, text, at, audience, exposure, rating, variant, finish, receipt } = reply;
  db.update(messages).set({ chosen: false }).where(and(eq(messages.parent, parent), eq(messages.personality, personality.id))).run();
  db.insert(messages)
    .values({ key: nextMessageKey(db, room), id, room, conversation, parent, turn, personality: personality.id, revision: personality.revision, text, at, audience, exposure, rating, variant, finish })
    .run();
  db.update(conversations).set({ head: id }).where(eq(conversations.id, conversation)).run();
  db.insert(receipts).values({ message: id, body: receipt }).run();
  for (const item of receipt.items) {
    if (item.source === 'memory' && item.kept) db.insert(recallLog).values({ reply: id, item: item.id, score: item.score }).onConflictDoNothing().run();
  }
  const asker = db.select({ participant: turns.participant }).from(turns).where(eq(turns.id, turn)).get();
  db.insert(usage)
    .values({
      message: id,
      participant: asker?.participant ?? '',
      room,
      personality: personality.id,
      provider: receipt.provider,
      model: receipt.model,
      tokensIn: receipt.tokens.in,
      tokensCached: receipt.tokens.cached,
      tokensOut: receipt.tokens.out,
      costMicro: receipt.cost_micro,
      firstMs: receipt.timing_ms.first,
      at,
    })
    .run();
}

/** Blanks every place its text stands in; `secure_delete` overwrites the bytes, a checkpoint afterwards empties the log. */
function forget(db: Db, message: string): void {
  db.update(messages).set({ text: '', forgotten: true }).where(eq(messages.id, message)).run();
  db.delete(receipts).where(eq(receipts.message, message)).run();
  db.delete(recallLog).where(or(eq(recallLog.reply, message))).run();
  db.update(deliveries).set({ partial: '', final: null }).where(eq(deliveries.message, message)).run();
  db.update(turns).set({ body: sql`json_set(body, '$.text', '')` }).where(and(eq(turns.message, message), sql`json_extract(body, '$.text') IS NOT NULL`)).run();
}

function addDelivery(db: Db, { write: _write, room, at, turn, replyTo, personality, message, final, ...rest }: Extract<Write, { write: 'delivery' }>): void {
  db.insert(deliveries)
    .values({ ...rest, room: needRoom(db, room), turn: turn ?? null, replyTo: replyTo ?? null, personality: personality ?? null, message: message ?? null, final: final ?? null, state: 'pending', open: 1, at })
    .run();
}

function setDelivery(db: Db, { key, turn, state, ref, partial, final, message }: Extract<Write, { write: 'deliveryState' }>): void {
  const isDone = state === 'delivered' || state === 'removed';
  const given = {
    ...(turn === undefined ? {} : { turn }),
    ...(state === undefined ? {} : { state, open: isDone ? null : 1 }),
    ...(ref === undefined ? {} : { ref }),
    ...(partial === undefined ? {} : { partial }),
    ...(final === undefined ? {} : { final }),
    ...(message === undefined ? {} : { message }),
    ...(isDone ? { partial: '', final: null } : {}),
  };
  // The reader may have confirmed it before we noted that it was sent.
  const unlessDone = state === 'sent' ? [ne(deliveries.state, 'delivered'), ne(deliveries.state, 'removed')] : [];
  db.update(deliveries).set(given).where(and(eq(deliveries.key, key), ...unlessDone)).run();
  const owner = isDone ? db.select({ turn: deliveries.turn }).from(deliveries).where(eq(deliveries.key, key)).get()?.turn : null;
  if (typeof owner === 'string') settleTurn(db, owner);
}

function setMembers(db: Db, { room: id, joined, left }: Extract<Write, { write: 'members' }>): void {
  const room = needRoom(db, id);
  for (const participant of joined) db.insert(members).values({ room, participant }).onConflictDoNothing().run();
  if (left.length > 0) db.delete(members).where(and(eq(members.room, room), inArray(members.participant, [...left]))).run();
  db.update(rooms).set({ membersKnown: true }).where(eq(rooms.key, room)).run();
}

function needRoom(db: Db, id: Parameters<typeof roomKey>[1]): number {
  const key = roomKey(db, id);
  if (key === undefined) throw new Error('a write for a room that no event came from');
  return key;
}
