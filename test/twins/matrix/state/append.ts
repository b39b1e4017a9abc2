import type { Core } from '../core.ts';
import { forbid, notFound, Refusal } from '../refusal.ts';
import { authorize, type Draft } from './authorize.ts';
import { textOf } from './content.ts';
import { powerFor, powerOf } from './power.ts';
import { strip } from './redact.ts';
import { stateOf, stateSlot } from './room-state.ts';
import { type EventData, hashId, type TwinEvent, type TwinRoom } from './world.ts';

/** What hashes, a signature and the links to other events take up beside what clients see. */
const overheadBytes = 600;

/** Sends an event, if the room's rules let that person. The same state again changes nothing. */
export function send(core: Core, room: TwinRoom, draft: Draft): TwinEvent {
  authorize(room, draft);
  const old = draft.stateKey === undefined ? undefined : room.state.get(stateSlot(draft.type, draft.stateKey));
  if (old !== undefined && old.data.sender === draft.sender && JSON.stringify(old.data.content) === JSON.stringify(draft.content))
    return old;
  return append(core, room, draft);
}

/** Takes an event into the room, whatever its rules. */
export function append(core: Core, room: TwinRoom, draft: Draft): TwinEvent {
  const { world, clock } = core;
  const { sender, type, content, stateKey, redacts, transaction } = draft;
  const data: EventData = {
    event_id: type === 'm.room.create' && !room.id.includes(':') ? `$${room.id.slice(1)}` : `$${hashId()}`,
    type,
    room_id: room.id,
    sender,
    origin_server_ts: Math.floor(clock.now()),
    content,
    ...(stateKey === undefined ? {} : { state_key: stateKey }),
    ...(redacts === undefined ? {} : { redacts }),
  };
  assertSmall(data, core.manners.maxEventBytes);
  const slot = stateKey === undefined ? undefined : stateSlot(type, stateKey);
  const event: TwinEvent = {
    position: world.next(),
    data,
    original: data,
    redactedBy: undefined,
    replaced: slot === undefined ? undefined : room.state.get(slot),
    visibility: textOf(stateOf(room, 'm.room.history_visibility'), 'history_visibility') ?? 'shared',
    transaction,
  };
  room.events.push(event);
  room.byId.set(data.event_id, event);
  if (slot !== undefined) room.state.set(slot, event);
  world.changed();
  return event;
}

export interface Redacting {
  readonly sender: string;
  readonly target: string;
  readonly reason: string | undefined;
  readonly transaction?: Draft['transaction'];
}

/** Takes the content of an event away. */
export function redact(core: Core, room: TwinRoom, { sender, target: id, reason, transaction }: Redacting): TwinEvent {
  const isNew = Number(room.version) >= 11;
  const content = { ...(isNew ? { redacts: id } : {}), ...(reason === undefined ? {} : { reason }) };
  const draft: Draft = { sender, type: 'm.room.redaction', content, redacts: id, transaction };
  authorize(room, draft);
  const target = room.byId.get(id);
  if (target?.data.type === 'm.room.create') throw forbid('Redacting create events is not permitted');
  if (powerOf(room, sender) < powerFor(room, 'redact') && target?.data.sender !== sender)
    throw target === undefined ? notFound(`Could not find event ${id}`) : forbid("You don't have permission to redact events");
  const redaction = append(core, room, draft);
  if (target !== undefined) {
    target.redactedBy ??= redaction;
    target.data = strip(target.data, room.version);
  }
  core.world.changed();
  return redaction;
}

function assertSmall(data: EventData, most: number): void {
  const tooLarge = (says: string): Refusal => new Refusal(413, 'M_TOO_LARGE', { says });
  for (const key of ['type', 'state_key', 'sender'] as const)
    if (Buffer.byteLength(data[key] ?? '') > 255) throw tooLarge(`'${key}' too large`);
  if (Buffer.byteLength(JSON.stringify(data)) + overheadBytes > most) throw tooLarge('event too large');
}
