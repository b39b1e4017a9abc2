import { Refusal } from '../refusal.ts';
import type { Draft } from './authorize.ts';
import { partOf, textOf } from './content.ts';
import { relatedTo, relationOf, repliesTo } from './relations.ts';
import type { EventData, TwinRoom } from './world.ts';

/** Refuses relations that servers refuse; gives what else is wrong with one, which servers take and everybody ignores. */
export function checkRelation(room: TwinRoom, { sender, type, content }: Draft): readonly string[] {
  const draft: EventData = { event_id: '', room_id: room.id, origin_server_ts: 0, sender, type, content };
  const answered = repliesTo(draft);
  const breaches = answered === undefined || room.byId.has(answered) ? [] : [`A reply to ${answered}, which is not in this room`];
  const relation = relationOf(draft);
  if (relation === undefined) return breaches;
  const target = room.byId.get(relation.target);
  if (target === undefined) throw new Refusal(400, 'M_UNKNOWN', { says: "Can't send relation to unknown event" });
  if (relation.type === 'm.thread' && relationOf(target.data) !== undefined)
    throw new Refusal(400, 'M_UNKNOWN', { says: 'Cannot start threads from an event with a relation' });
  const isTwice = (): boolean =>
    relatedTo(room, relation.target, 'm.annotation').some(
      ({ data }) => data.sender === sender && data.type === type && textOf(partOf(data.content, 'm.relates_to'), 'key') === relation.key,
    );
  if (relation.type === 'm.annotation' && isTwice())
    throw new Refusal(400, 'M_DUPLICATE_ANNOTATION', { says: "Can't send same reaction twice" });
  return relation.type === 'm.replace' ? [...breaches, ...complainAboutEdit(target.data, draft)] : breaches;
}

function complainAboutEdit(data: EventData, edit: EventData): readonly string[] {
  return [
    ...(data.sender === edit.sender ? [] : ['An edit of what somebody else wrote']),
    ...(data.type === edit.type && data.state_key === undefined ? [] : ['An edit of another type']),
    ...(relationOf(data)?.type === 'm.replace' ? ['An edit of an edit'] : []),
  ];
}
