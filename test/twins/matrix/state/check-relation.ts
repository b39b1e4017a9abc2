import { badParam, Refusal } from '../refusal.ts';
import type { Draft } from './authorize.ts';
import { partOf, textOf } from './content.ts';
import { relatedTo, relationOf, repliesTo } from './relations.ts';
import type { EventData, TwinEvent, TwinRoom } from './world.ts';

/** Refuses relations that lead nowhere, and those the spec rules out. */
export function checkRelation(room: TwinRoom, { sender, type, content }: Draft): void {
  const draft: EventData = { event_id: '', room_id: room.id, origin_server_ts: 0, sender, type, content };
  const answered = repliesTo(draft);
  if (answered !== undefined) known(room, answered);
  const relation = relationOf(draft);
  if (relation === undefined) return;
  const target = known(room, relation.target);
  if (relation.type === 'm.replace') checkEdit(target, draft);
  if (relation.type === 'm.thread' && relationOf(target.data) !== undefined)
    throw badParam('Cannot start threads from an event with a relation');
  if (relation.type !== 'm.annotation') return;
  const isTwice = relatedTo(room, relation.target, 'm.annotation').some(
    ({ data }) => data.sender === sender && data.type === type && textOf(partOf(data.content, 'm.relates_to'), 'key') === relation.key,
  );
  if (isTwice) throw new Refusal(400, 'M_DUPLICATE_ANNOTATION', { says: "Can't send same reaction twice" });
}

function known(room: TwinRoom, id: string): TwinEvent {
  const event = room.byId.get(id);
  if (event === undefined) throw badParam(`A relation to ${id}, which is not in this room`);
  return event;
}

/** Servers take such edits, and everybody ignores them. */
function checkEdit({ data }: TwinEvent, edit: EventData): void {
  if (data.sender !== edit.sender) throw badParam('An edit of what somebody else wrote');
  if (data.type !== edit.type || data.state_key !== undefined) throw badParam('An edit of another type');
  if (relationOf(data)?.type === 'm.replace') throw badParam('An edit of an edit');
}
