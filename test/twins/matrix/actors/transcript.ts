import type { Core } from '../core.ts';
import { textOf } from '../state/content.ts';
import { nameOf } from '../state/member-content.ts';
import { canSee, stateOf } from '../state/room-state.ts';
import type { EventData, TwinEvent, TwinRoom } from '../state/world.ts';
import { type ChatMessage, isMessage, toChatMessage } from './chat-message.ts';

/** A room as text: who said what, what was edited and taken back, reactions, who came and went. */
export function transcribe(core: Core, room: TwinRoom, viewerId?: string): string {
  const visible = room.events.filter((event) => viewerId === undefined || canSee(room, viewerId, event));
  return [titleOf(core, room), ...visible.flatMap((event) => line(core, room, event))].join('\n');
}

/** What people call a room. */
export function titleOf(core: Core, room: TwinRoom): string {
  const name = textOf(stateOf(room, 'm.room.name'), 'name');
  if (name !== undefined) return `#${name}`;
  const people = [...room.state.values()].filter(({ data }) => data.type === 'm.room.member' && data.content['membership'] !== 'leave');
  return people.map(({ data }) => nameOf(core, room, data.state_key ?? '')).join(' & ');
}

function line(core: Core, room: TwinRoom, event: TwinEvent): readonly string[] {
  if (isMessage(event)) return messageLines(core, room, toChatMessage(core, event));
  const { data } = event;
  const who = nameOf(core, room, data.sender);
  switch (data.type) {
    case 'm.room.member':
      return memberLine(core, room, event);
    case 'm.room.tombstone':
      return [`* ${who} closed this room for another`];
    case 'm.room.encryption':
      return [`* ${who} made this room encrypted`];
    default:
      return [];
  }
}

function memberLine(core: Core, room: TwinRoom, { data, replaced }: TwinEvent): readonly string[] {
  const [now, before] = [textOf(data.content, 'membership'), textOf(replaced?.data.content, 'membership')];
  const whom = nameOf(core, room, data.state_key ?? '');
  const who = nameOf(core, room, data.sender);
  const reason = textOf(data.content, 'reason');
  const because = reason === undefined ? '' : ` (${reason})`;
  if (now === before)
    return now === 'join' && isRenamed(data, replaced?.data)
      ? [`* ${textOf(replaced?.data.content, 'displayname') ?? data.state_key} is now ${whom}`]
      : [];
  if (now === 'leave') return [`* ${data.sender === data.state_key ? `${whom} left` : `${who} removed ${whom}`}${because}`];
  const verbs: Readonly<Record<string, string>> = {
    join: `${whom} joined`,
    invite: `${who} invited ${whom}`,
    ban: `${who} banned ${whom}`,
  };
  return [`* ${verbs[now ?? ''] ?? `${whom}: ${now}`}${because}`];
}

const isRenamed = (now: EventData, before: EventData | undefined): boolean =>
  textOf(now.content, 'displayname') !== textOf(before?.content, 'displayname');

function messageLines(core: Core, room: TwinRoom, view: ChatMessage): readonly string[] {
  const marks = [
    view.persona === undefined ? '' : `as ${view.persona}`,
    view.kind === 'm.notice' ? 'notice' : '',
    view.thread === undefined ? '' : 'in thread',
    view.edits === 0 ? '' : `edited ${view.edits}×`,
  ].filter((mark) => mark !== '');
  const target = room.byId.get(view.repliesTo ?? '');
  const reply = target === undefined ? '' : ` ↩ ${toChatMessage(core, target).author}`;
  const who = `${view.author}${reply}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`;
  const keys = [...new Set(view.reactions.map(({ key }) => key))].join(' ');
  return [`${who}: ${view.isRedacted ? '(redacted)' : view.text.replaceAll('\n', '\n  ')}`, ...(keys === '' ? [] : [`  ${keys}`])];
}
