import { isContent, partOf, textOf } from './content.ts';
import type { EventData, TwinEvent, TwinRoom } from './world.ts';

export interface Relation {
  readonly type: string;
  readonly target: string;
  readonly key: string | undefined;
}

/** What an event says it belongs to; a bare reply is no relation in the spec's sense. */
export function relationOf({ content }: EventData): Relation | undefined {
  const part = partOf(content, 'm.relates_to');
  const type = textOf(part, 'rel_type');
  const target = textOf(part, 'event_id');
  return type === undefined || target === undefined ? undefined : { type, target, key: textOf(part, 'key') };
}

export function repliesTo({ content }: EventData): string | undefined {
  return textOf(partOf(partOf(content, 'm.relates_to'), 'm.in_reply_to'), 'event_id');
}

export const relatedTo = (room: TwinRoom, eventId: string, type?: string): readonly TwinEvent[] =>
  room.events.filter(({ data }) => {
    const relation = relationOf(data);
    return relation?.target === eventId && (type === undefined || relation.type === type);
  });

/** Edits that count: by the same person, of the same type, with new content, of something that is no edit itself. */
export function editsOf(room: TwinRoom, event: TwinEvent): readonly TwinEvent[] {
  const { data } = event;
  if (data.state_key !== undefined || relationOf(data)?.type === 'm.replace') return [];
  return relatedTo(room, data.event_id, 'm.replace').filter(
    (one) => one.data.sender === data.sender && one.data.type === data.type && isContent(one.data.content['m.new_content']),
  );
}
