import type { Intake } from '../../src/core/ports/store.ts';
import type { Write } from '../../src/core/ports/writes.ts';
import { isDone, type MemoryData, needRoom } from './memory-data.ts';
import { blankCall, forget, forgetFact, hide, tidy, unhide } from './memory-forgetting.ts';
import { addRevision, deletePersonality, holdRevision, keepDraft, tidyPictures } from './memory-library.ts';
import { changeMembers, notePresence } from './memory-presence.ts';
import { eraseUsage, keepAttempt } from './memory-usage.ts';

type WriteOf<Name extends Write['write']> = Extract<Write, { write: Name }>;

export function claim(data: MemoryData, intake: Intake): boolean {
  const { event, message } = intake;
  const { id, account, room, participant, name, locale, at, ...body } = event;
  if (data.turns.some((turn) => turn.event.account === account && turn.event.id === id)) return false;
  data.rooms.set(room, { kind: intake.room.kind, members: data.rooms.get(room)?.members });
  notePresence(data, intake);
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
    data.messages.push({ ...message, ...unplaced, room, ref: body.ref, author, text: body.text, at, turn: intake.turn });
  }
  return true;
}

/** What somebody's message does not have before it is placed, or never. */
const unplaced = {
  conversation: undefined,
  parent: undefined,
  variant: 1,
  chosen: true,
  finish: undefined,
  forgotten: false,
  hidden: undefined,
} as const;

export function applyAll(data: MemoryData, writes: readonly Write[]): void {
  const persons = new Set<string>();
  for (const write of writes) {
    const person = apply(data, write);
    if (person !== undefined) persons.add(person);
  }
  tidy(data, persons);
  tidyPictures(data);
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

/** Gives back the person something of whom is forgotten. */
function apply(data: MemoryData, write: Write): string | undefined {
  switch (write.write) {
    case 'forget':
      return forget(data, write.message);
    case 'forgetFact':
      return forgetFact(data, write.fact);
    case 'turn':
      return void setTurn(data, write);
    case 'requeue':
      return void requeue(data, write);
    case 'conversation':
    case 'resume':
      return void goOn(data, write);
    case 'said':
      return void say(data, write);
    case 'restamp':
      for (const message of data.messages) if (message.id === write.message && !message.forgotten) message.exposure = write.exposure;
      return;
    case 'choose':
      return void choose(data, write.message);
    case 'place': {
      const { conversation, parent } = write;
      for (const message of data.messages) if (message.id === write.message) Object.assign(message, { conversation, parent });
      return void setHead(data, conversation, write.message);
    }
    case 'reply':
      return void addReply(data, write);
    case 'edit':
      for (const message of data.messages) if (message.id === write.message && !message.forgotten) message.text = write.text;
      dropQuotes(data, write.message);
      return;
    case 'hide':
      return void hide(data, write);
    case 'unhide':
      return void unhide(data, write.batch);
    case 'fact':
      data.facts = [...data.facts.filter(({ id }) => id !== write.fact.id), { ...write.fact, hidden: undefined }];
      return;
    case 'blankCall':
      return void blankCall(data, write.turn);
    case 'delivery': {
      const { write: _, at: createdAt, ...row } = write;
      needRoom(data, write.room);
      data.deliveries.push({ ...row, state: 'pending', ref: undefined, partial: '', createdAt });
      return;
    }
    case 'deliveryState':
      return void setDelivery(data, write);
    case 'members':
      return void changeMembers(data, write);
    case 'setting': {
      const { write: _, value, at: changedAt, ...row } = write;
      data.settings = data.settings.filter(({ level, owner, key }) => level !== row.level || owner !== row.owner || key !== row.key);
      if (value !== undefined) data.settings.push({ ...row, value, changedAt });
      return;
    }
    case 'secret': {
      const { value, owner, name, at: changedAt } = write;
      data.secrets = data.secrets.filter((row) => row.owner !== owner || row.name !== name);
      if (value !== undefined) data.secrets.push({ owner, name, ...value, changedAt });
      return;
    }
    case 'attempt':
      return void keepAttempt(data, write.attempt);
    case 'eraseUsage':
      return void eraseUsage(data, write.person);
    case 'mark':
      if (write.value === undefined) data.marks.delete(write.key);
      else data.marks.set(write.key, write.value);
      return;
    case 'action': {
      const { write: _, ...action } = write;
      needRoom(data, write.room);
      data.actions.set(action.token, action);
      return;
    }
    case 'expireActions':
      for (const [token, { expiresAt }] of data.actions) if (expiresAt <= write.now) data.actions.delete(token);
      return;
    case 'picture': {
      const { write: _, hash, ...picture } = write;
      data.pictures.set(hash, structuredClone(picture));
      return;
    }
    case 'revision':
      return void addRevision(data, write);
    case 'holdRevision':
      return void holdRevision(data, write);
    case 'deletePersonality':
      return void deletePersonality(data, write);
    case 'draft':
      return void keepDraft(data, write);
  }
}

function requeue(data: MemoryData, { id, cast, message, notBefore }: WriteOf<'requeue'>): void {
  for (const turn of data.turns) if (turn.id === id) Object.assign(turn, { lane: 'talk', state: 'received', cast, message, notBefore });
}

/** The one with the latest moment is the one going on, whatever the clock says. */
function goOn(data: MemoryData, write: WriteOf<'conversation'> | WriteOf<'resume'>): void {
  const id = write.write === 'resume' ? write.conversation : write.id;
  if (write.write === 'conversation') {
    needRoom(data, write.place.room);
    data.conversations.push({ id, place: write.place, head: write.head, at: Number.NEGATIVE_INFINITY });
  }
  const one = data.conversations.find((held) => held.id === id);
  if (one === undefined) return;
  const isBeside = ({ place }: typeof one) =>
    place.room === one.place.room && place.person === one.place.person && place.personality === one.place.personality;
  one.at = Math.max(write.at, ...data.conversations.filter((held) => held !== one && isBeside(held)).map(({ at }) => at + 1));
}

function say(data: MemoryData, { turn: id, message }: WriteOf<'said'>): void {
  const turn = data.turns.find((one) => one.id === id);
  if (turn === undefined) return;
  const { room, participant, name } = turn.event;
  data.messages.push({ ...unplaced, ...message, room, author: { kind: 'participant', id: participant, name }, turn: id });
  turn.message = message.id;
}

function choose(data: MemoryData, id: string): void {
  const chosen = data.messages.find((one) => one.id === id);
  if (chosen?.author.kind !== 'personality') return;
  const { author } = chosen;
  const siblings = data.messages.filter(
    (one) =>
      one.parent === chosen.parent &&
      one.conversation === chosen.conversation &&
      one.author.kind === 'personality' &&
      one.author.id === author.id,
  );
  for (const one of siblings) one.chosen = one === chosen;
  for (const conversation of data.conversations) {
    if (conversation.place.room === chosen.room && siblings.some((one) => one.id === conversation.head)) conversation.head = id;
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
    const isBeside = message.parent === reply.parent && message.conversation === reply.conversation;
    if (isBeside && message.author.kind === 'personality' && message.author.id === personality.id) message.chosen = false;
  }
  const read = new Set([reply.parent, ...receipt.items.flatMap(({ kept, id }) => (kept ? [id] : []))]);
  const hidden = [...data.messages, ...data.facts].find((one) => read.has(one.id) && one.hidden !== undefined)?.hidden;
  data.messages.push({
    ...row,
    ref: undefined,
    author: { kind: 'personality', ...personality },
    chosen: true,
    forgotten: false,
    hidden,
  });
  data.receipts.set(reply.id, receipt);
  const asker = data.turns.find(({ id }) => id === reply.turn)?.event.participant;
  data.usage.push({ participant: asker ?? '', turn: reply.turn, room: reply.room, at: reply.at, receipt });
  setHead(data, reply.conversation, reply.id);
}

function setDelivery(data: MemoryData, { write: _, key, state, ...given }: WriteOf<'deliveryState'>): void {
  const delivery = data.deliveries.find((one) => one.key === key);
  if (delivery === undefined) return;
  Object.assign(delivery, given);
  if (state !== undefined && !(state === 'sent' && isDone(delivery))) delivery.state = state;
  if (state === 'delivered' || state === 'removed') Object.assign(delivery, { partial: '', final: undefined });
}

/** What others have kept of a line that was changed. */
function dropQuotes(data: MemoryData, id: string): void {
  const author = data.messages.find((message) => message.id === id)?.author;
  const person = author?.kind === 'participant' ? data.participants.get(author.id)?.person : undefined;
  data.facts = data.facts.filter(({ source, subject }) => source !== id || subject === person);
}
