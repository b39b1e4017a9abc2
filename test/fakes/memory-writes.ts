import type { Intake } from '../../src/core/ports/store.ts';
import type { Write } from '../../src/core/ports/writes.ts';
import { isDone, type MemoryData, needRoom } from './memory-data.ts';

type WriteOf<Name extends Write['write']> = Extract<Write, { write: Name }>;

export function claim(data: MemoryData, intake: Intake): boolean {
  const { event, message } = intake;
  const { id, account, room, participant, name, locale, at, ...body } = event;
  if (data.turns.some((turn) => turn.event.account === account && turn.event.id === id)) return false;
  const known = data.rooms.get(room);
  data.rooms.set(room, {
    kind: intake.room.kind,
    members: intake.room.members === undefined ? known?.members : [...new Set(intake.room.members)],
  });
  const before = data.participants.get(participant);
  data.participants.set(participant, { person: before?.person ?? intake.newPerson, name, locale: locale ?? before?.locale });
  if (intake.joins !== undefined) {
    const waiting = data.turns.find((turn) => turn.id === intake.joins);
    if (waiting?.state === 'received' && waiting.lead === undefined) {
      for (const turn of data.turns) if (turn.id === waiting.id || turn.lead === waiting.id) turn.lead = intake.turn;
    }
  }
  data.turns.push({
    id: intake.turn,
    lane: intake.lane,
    state: 'received',
    event: { id, account, room, participant, name, at, ...(locale === undefined ? {} : { locale }) },
    body: body.kind === 'message' ? { ...body, text: '' } : body,
    receivedAt: intake.receivedAt,
    errors: 0,
    stops: 0,
    cast: intake.cast,
    lead: undefined,
    notBefore: intake.notBefore,
    ...(message === undefined ? {} : { message: message.id }),
  });
  if (message !== undefined && body.kind === 'message') {
    const author = { kind: 'participant', id: participant, name } as const;
    const unplaced = { conversation: undefined, parent: undefined, variant: 1, chosen: true, finish: undefined, forgotten: false };
    data.messages.push({ ...message, ...unplaced, room, ref: body.ref, author, text: body.text, at, turn: intake.turn });
  }
  return true;
}

export function applyAll(data: MemoryData, writes: readonly Write[]): void {
  for (const write of writes) apply(data, write);
  for (const turn of data.turns) {
    if (turn.state !== 'answered' || turn.lead !== undefined || !isTouched(data, turn.id, writes)) continue;
    if (data.deliveries.every((delivery) => delivery.turn !== turn.id || isDone(delivery))) setState(data, turn.id, 'delivered');
  }
}

function isTouched(data: MemoryData, turn: string, writes: readonly Write[]): boolean {
  return writes.some((write) => {
    if (write.write === 'turn') return write.id === turn;
    return write.write === 'deliveryState' && data.deliveries.some(({ key, turn: owner }) => key === write.key && owner === turn);
  });
}

function apply(data: MemoryData, write: Write): void {
  switch (write.write) {
    case 'turn':
      return setTurn(data, write);
    case 'requeue': {
      const { cast, message, notBefore } = write;
      for (const turn of data.turns)
        if (turn.id === write.id) Object.assign(turn, { lane: 'talk', state: 'received', cast, message, notBefore });
      return;
    }
    case 'conversation':
      needRoom(data, write.place.room);
      data.conversations.push({ id: write.id, place: write.place, head: undefined, at: write.at });
      return;
    case 'place': {
      const { conversation, parent } = write;
      for (const message of data.messages) if (message.id === write.message) Object.assign(message, { conversation, parent });
      return setHead(data, conversation, write.message);
    }
    case 'reply':
      return addReply(data, write);
    case 'edit':
      for (const message of data.messages) if (message.id === write.message && !message.forgotten) message.text = write.text;
      return;
    case 'forget':
      return forget(data, write.message);
    case 'delivery': {
      const { write: _, at: createdAt, ...row } = write;
      needRoom(data, write.room);
      data.deliveries.push({ ...row, state: 'pending', ref: undefined, partial: '', createdAt });
      return;
    }
    case 'deliveryState':
      return setDelivery(data, write);
    case 'members': {
      const room = needRoom(data, write.room);
      room.members = [...new Set([...(room.members ?? []), ...write.joined])].filter((member) => !write.left.includes(member));
    }
  }
}

function setTurn(data: MemoryData, { id, state, errors, stops, notBefore }: WriteOf<'turn'>): void {
  for (const turn of data.turns) {
    if (turn.id !== id) continue;
    turn.errors = errors ?? turn.errors;
    turn.stops = stops ?? turn.stops;
    turn.notBefore = notBefore ?? turn.notBefore;
  }
  setState(data, id, state);
  if (state === 'received' || state === 'generating') return;
  for (const turn of data.turns)
    if ((turn.id === id || turn.lead === id) && turn.body.kind === 'messageEdited') turn.body = { ...turn.body, text: '' };
}

function setState(data: MemoryData, id: string, state: WriteOf<'turn'>['state']): void {
  for (const turn of data.turns) if (turn.id === id || turn.lead === id) turn.state = state;
}

function setHead(data: MemoryData, conversation: string, head: string): void {
  for (const one of data.conversations) if (one.id === conversation) one.head = head;
}

function addReply(data: MemoryData, { reply }: WriteOf<'reply'>): void {
  needRoom(data, reply.room);
  const { receipt, personality, ...row } = reply;
  for (const message of data.messages) {
    if (message.parent === reply.parent && message.author.kind === 'personality' && message.author.id === personality.id)
      message.chosen = false;
  }
  data.messages.push({ ...row, ref: undefined, author: { kind: 'personality', ...personality }, chosen: true, forgotten: false });
  data.receipts.set(reply.id, receipt);
  setHead(data, reply.conversation, reply.id);
}

function forget(data: MemoryData, id: string): void {
  const message = data.messages.find((one) => one.id === id);
  if (message === undefined) return;
  Object.assign(message, { text: '', forgotten: true });
  data.receipts.delete(id);
  for (const delivery of data.deliveries) if (delivery.message === id) Object.assign(delivery, { partial: '', final: undefined });
  for (const turn of data.turns) {
    const isEdit = turn.body.kind === 'messageEdited' && turn.event.room === message.room && turn.body.ref === message.ref;
    if (isEdit && turn.body.kind === 'messageEdited') turn.body = { ...turn.body, text: '' };
  }
}

function setDelivery(data: MemoryData, { write: _, key, state, ...given }: WriteOf<'deliveryState'>): void {
  const delivery = data.deliveries.find((one) => one.key === key);
  if (delivery === undefined) return;
  Object.assign(delivery, given);
  if (state !== undefined && !(state === 'sent' && isDone(delivery))) delivery.state = state;
  if (state === 'delivered' || state === 'removed') Object.assign(delivery, { partial: '', final: undefined });
}
