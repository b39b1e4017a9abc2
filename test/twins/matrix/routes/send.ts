import { type Call, ok, type Reply, type Route } from '../http/route.ts';
import { badParam, Refusal } from '../refusal.ts';
import { checkContent } from '../schemas/contents.ts';
import { anything, reasonForm } from '../schemas/forms.ts';
import { redact, send } from '../state/append.ts';
import { checkRelation } from '../state/check-relation.ts';
import { stateOf } from '../state/room-state.ts';
import type { TwinRoom } from '../state/world.ts';
import { roomFor } from './access.ts';

/**
 * The same transaction id of a device gives the first answer again, whatever is sent now: Synapse goes by the room, so that
 * a redaction with the id of a message does nothing.
 */
export function once(call: Call, act: () => unknown): Reply {
  const { core, session, param } = call;
  const { transactions, transactionPaths } = core.world;
  const id = `${session.user.id} ${session.device} ${param('txn')}`;
  const path = [param('room'), param('type'), param('event')].join(' ');
  const other = transactionPaths.get(id);
  // Servers differ in how far an id reaches: nobody should find out.
  if (other !== undefined && other !== path) call.breach(`Transaction id ${param('txn')} was used for something else`);
  const slot = `${id} ${param('room')}`;
  const known = transactions.get(slot);
  if (known !== undefined) return ok(known);
  const done = act();
  transactions.set(slot, done);
  transactionPaths.set(id, path);
  return ok(done);
}

/** What stays plain even in rooms that are encrypted. */
const plain = new Set(['m.room.encrypted', 'm.reaction', 'm.room.redaction']);

function assertPrivate(room: TwinRoom, type: string): void {
  if (plain.has(type) || stateOf(room, 'm.room.encryption') === undefined) return;
  // Servers take it; the twin must not let it pass for right.
  throw new Refusal(403, 'M_TWIN_PLAIN_TEXT', { says: `${type} in plain text into an encrypted room` });
}

function sendEvent(call: Call): Reply {
  const { core, user, session, param } = call;
  const [type, txn] = [param('type'), param('txn')];
  const content = call.read(anything);
  return once(call, () => {
    const room = roomFor(call);
    call.limit('messages');
    if (type === 'm.room.redaction') throw badParam('Redactions have an endpoint of their own');
    assertPrivate(room, type);
    checkContent(type, content);
    const draft = { sender: user.id, type, content, transaction: { device: session.device, id: txn } };
    for (const breach of checkRelation(room, draft)) call.breach(breach);
    const { data } = send(core, room, draft);
    core.ledger.sent.push({ room: room.id, eventId: data.event_id, type, content, transaction: txn });
    return { event_id: data.event_id };
  });
}

function redactEvent(call: Call): Reply {
  const { core, user, session, param } = call;
  const { reason } = call.read(reasonForm);
  return once(call, () => {
    const room = roomFor(call);
    call.limit('messages');
    const transaction = { device: session.device, id: param('txn') };
    const { data } = redact(core, room, { sender: user.id, target: param('event'), reason, transaction });
    return { event_id: data.event_id };
  });
}

function putState(call: Call): Reply {
  const { core, user, param } = call;
  const [type, key] = [param('type'), param('key')];
  const content = call.read(anything);
  const room = roomFor(call);
  call.limit('messages');
  checkContent(type, content);
  const { data } = send(core, room, { sender: user.id, type, content, stateKey: key });
  core.ledger.sent.push({ room: room.id, eventId: data.event_id, type, content, transaction: undefined });
  return ok({ event_id: data.event_id });
}

export const sendRoutes: readonly Route[] = [
  { method: 'PUT', path: '/rooms/:room/send/:type/:txn', handle: sendEvent },
  { method: 'PUT', path: '/rooms/:room/redact/:event/:txn', handle: redactEvent },
  { method: 'PUT', path: '/rooms/:room/state/:type/:key?', handle: putState },
];
