import type { EventBody } from '../../src/core/events/inbound-event.ts';
import type { Write } from '../../src/core/ports/writes.ts';
import { isVisible, type MemoryData, participantsOf } from './memory-data.ts';

type WriteOf<Name extends Write['write']> = Extract<Write, { write: Name }>;

/** Gives back the person it was said by or to. */
export function forget(data: MemoryData, id: string): string | undefined {
  const message = data.messages.find((one) => one.id === id);
  if (message === undefined) return undefined;
  const asked = data.turns.find((turn) => turn.id === message.turn)?.event.participant;
  const participant = message.author.kind === 'participant' ? message.author.id : asked;
  Object.assign(message, { text: '', forgotten: true, hidden: undefined });
  data.receipts.delete(id);
  data.facts = data.facts.filter(({ source }) => source !== id);
  for (const [token, action] of data.actions) if (action.message === id) data.actions.delete(token);
  for (const delivery of data.deliveries) if (delivery.message === id) Object.assign(delivery, { partial: '', final: undefined });
  for (const turn of data.turns) {
    const isEdit = turn.body.kind === 'messageEdited' && turn.event.room === message.room && turn.body.ref === message.ref;
    if (isEdit && turn.body.kind === 'messageEdited') turn.body = { ...turn.body, text: '' };
    if (turn.message === id && turn.body.kind === 'command') blankCall(data, turn.id);
  }
  return participant === undefined ? undefined : data.participants.get(participant)?.person;
}

/** Gives back the person it is about. */
export function forgetFact(data: MemoryData, id: string): string | undefined {
  const fact = data.facts.find((one) => one.id === id);
  data.facts = data.facts.filter((one) => one !== fact);
  return fact?.subject;
}

export function hide(data: MemoryData, { batch, person, messages, facts, due }: WriteOf<'hide'>): void {
  if (data.batches.every(({ id }) => id !== batch)) data.batches.push({ id: batch, person, due });
  for (const message of data.messages) if (messages.includes(message.id) && isVisible(message)) message.hidden = batch;
  for (const fact of data.facts) if (facts.includes(fact.id) && fact.hidden === undefined) fact.hidden = batch;
}

export function unhide(data: MemoryData, batch: string): void {
  for (const row of [...data.messages, ...data.facts]) if (row.hidden === batch) row.hidden = undefined;
}

export function blankCall(data: MemoryData, id: string): void {
  for (const turn of data.turns) if (turn.id === id) turn.body = blanked(turn.body);
}

function blanked(body: EventBody): EventBody {
  if (body.kind === 'command') return { ...body, call: { command: body.call.command.trim().split(/\s/)[0] ?? '', args: {} } };
  if (body.kind === 'formSubmitted') return { ...body, values: {} };
  return 'text' in body ? { ...body, text: '' } : body;
}

/** After the batch: what was hidden and is no more ends its batch, and what these people were shown about it is blanked. */
export function tidy(data: MemoryData, persons: ReadonlySet<string>): void {
  data.batches = data.batches.filter(({ id }) => [...data.messages, ...data.facts].some(({ hidden }) => hidden === id));
  for (const person of persons) {
    const theirs = participantsOf(data, person);
    for (const delivery of data.deliveries) {
      const asker = data.turns.find(({ id }) => id === delivery.turn)?.event.participant;
      const isShown = delivery.message === undefined && delivery.state === 'sent' && asker !== undefined && theirs.has(asker);
      if (isShown) Object.assign(delivery, { partial: '', final: undefined, state: 'delivered' });
    }
  }
}
