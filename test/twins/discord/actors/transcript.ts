import { MessageType } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { selectsOf } from '../message/readable.ts';
import type { TwinChannel } from '../state/world.ts';
import { behind, type ChatMessage, toChatMessage } from './chat-message.ts';

/** A channel as text: who said what, what was changed, the buttons, and what only one person sees. */
export function transcribe(core: Core, channel: TwinChannel, viewerId?: string): string {
  const lines = [...channel.messages.values()]
    .filter(({ seenBy }) => viewerId === undefined || seenBy === undefined || seenBy === viewerId)
    .flatMap((message) => line(core, toChatMessage(core, message)));
  return [`#${nameOf(core, channel)}`, ...lines].join('\n');
}

/** What people call a channel. */
export function nameOf(core: Core, channel: TwinChannel): string {
  if (channel.guildId !== undefined) return channel.name;
  return channel.recipients.map((id) => core.world.users.get(id)?.data.username ?? id).join(' & ');
}

function line(core: Core, view: ChatMessage): readonly string[] {
  const { data } = behind(view);
  const marks = [
    view.onlyFor === undefined ? '' : `only for ${view.onlyFor}`,
    view.edits === 0 ? '' : `edited ${view.edits}×`,
    view.isDeleted ? 'deleted' : '',
  ].filter((mark) => mark !== '');
  const target = view.repliesTo === undefined ? undefined : core.world.channels.get(view.channelId)?.messages.get(view.repliesTo);
  const reply = target === undefined ? '' : ` ↩ ${toChatMessage(core, target).author}`;
  const who = `${view.author}${reply}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`;
  if (data.type === MessageType.ThreadCreated || data.type === MessageType.ThreadStarterMessage)
    return [`* ${who} started a thread ${data.content}`.trimEnd()];
  const text = view.isLoading ? '… is thinking' : view.text;
  const attachments = data.attachments.map(({ filename, size }) => `  <${filename}, ${size} bytes>`);
  const buttons = view.buttons.map(({ label, isDisabled }) => `[${label}${isDisabled ? ', off' : ''}]`);
  const selects = selectsOf(data).map((select) => `[${select.placeholder ?? select.custom_id} ▾]`);
  const controls = [...buttons, ...selects].join(' ');
  const reactions = view.reactions.join(' ');
  return [
    `${who}: ${text.replaceAll('\n', '\n  ')}`,
    ...attachments,
    ...(controls === '' ? [] : [`  ${controls}`]),
    ...(reactions === '' ? [] : [`  ${reactions}`]),
  ];
}
