import {
  type APIAttachment,
  type APIBaseMessage,
  type APIUser,
  type GatewayGuildMemberAddDispatchData,
  MessageReferenceType,
  MessageType,
} from 'discord-api-types/v10';
import type { EventEnvelope, InboundEvent } from '../../../core/events/inbound-event.ts';
import type { ParticipantId, Ref, RoomId } from '../../../core/ids.ts';
import { picturesAmong } from './pictures.ts';
import { readText } from './read-text.ts';
import { timeOf, toRef } from './refs.ts';

/** A message as the gateway or the REST API tells it. */
export type GivenMessage = APIBaseMessage & {
  readonly guild_id?: string;
  readonly member?: Partial<Pick<GatewayGuildMemberAddDispatchData, 'nick' | 'roles'>>;
  readonly mentions: readonly (APIUser & { readonly member?: { readonly nick?: string | null } })[];
};

/** What the mapping has to know of the world. */
export interface View {
  readonly account: ParticipantId;
  readonly self: { readonly id: string; readonly name: string };
  role(guild: string | undefined, id: string): string | undefined;
  channel(id: string): string | undefined;
  /** The language somebody's own client is set to, if it ever told. */
  locale(user: string): string | undefined;
}

/** An event, and what has to be fetched or named before it is whole. */
export interface Heard {
  readonly event: InboundEvent & { readonly kind: 'message' | 'messageEdited' };
  readonly attachments: readonly APIAttachment[];
  readonly stickers: readonly string[];
}

const spoken: readonly MessageType[] = [MessageType.Default, MessageType.Reply];

export const participantOf = (user: string): ParticipantId => `discord:${user}`;
export const roomOf = (channel: string): RoomId => `discord:${channel}`;

/** Something that was said; undefined for what is nobody's talk: bots, webhooks, Discord's own lines, and what we are not shown. */
export function toMessage(message: GivenMessage, view: View): Heard | undefined {
  if (!isTalk(message)) return undefined;
  const text = textOf(message, view);
  const files = filesOf(message);
  const mentioned = mentions(message, view);
  const pictures = picturesAmong(files.attachments).length;
  // Without the intent what is not for us comes without content.
  if (text === '' && files.attachments.length + files.stickers.length === 0 && !mentioned && message.guild_id !== undefined)
    return undefined;
  const replyTo = repliedTo(message);
  const event: Heard['event'] = {
    ...envelope(message, message.id, view),
    kind: 'message',
    ref: toRef({ channel: message.channel_id, message: message.id }),
    text,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(mentioned ? { mentioned } : {}),
    ...(pictures === 0 ? {} : { pictures }),
  };
  return { event, ...files };
}

/** A message that was changed by its author; undefined when only Discord changed it, as when a link preview came. */
export function toEdit(message: GivenMessage, view: View): Heard | undefined {
  if (!isTalk(message) || message.edited_timestamp === null || message.edited_timestamp === undefined) return undefined;
  const text = textOf(message, view);
  if (text === '' && message.guild_id !== undefined && !mentions(message, view)) return undefined;
  const ref = toRef({ channel: message.channel_id, message: message.id });
  const stamp = Date.parse(message.edited_timestamp);
  const event: Heard['event'] = { ...envelope(message, `edit:${ref}:${stamp}`, view), at: stamp, kind: 'messageEdited', ref, text };
  return { event, ...filesOf(message) };
}

export interface Gone {
  readonly channel: string;
  readonly message: string;
  /** Who wrote it, if that is remembered. */
  readonly author: string | undefined;
  readonly at: number;
}

/** A message that is not there any more, whoever took it away: Discord does not tell. */
export function toDeletion({ channel, message, author, at }: Gone, { account }: View): InboundEvent {
  const ref = toRef({ channel, message });
  return {
    id: `delete:${ref}`,
    account,
    room: roomOf(channel),
    participant: author === undefined ? account : participantOf(author),
    name: '',
    at,
    kind: 'messageDeleted',
    ref,
    isGone: true,
  };
}

function isTalk({ author, webhook_id, type }: GivenMessage): boolean {
  return author.bot !== true && author.system !== true && webhook_id === undefined && spoken.includes(type);
}

/** By name or by a reply that pings. */
function mentions(message: GivenMessage, { self }: View): boolean {
  return message.mentions.some(({ id }) => id === self.id);
}

function repliedTo({ message_reference: reference }: GivenMessage): Ref | undefined {
  if (reference?.message_id === undefined || reference.type === MessageReferenceType.Forward) return undefined;
  return toRef({ channel: reference.channel_id, message: reference.message_id });
}

function textOf(message: GivenMessage, view: View): string {
  const names = {
    self: view.self,
    user: (id: string) => nameIn(message, id),
    role: (id: string) => view.role(message.guild_id, id),
    channel: (id: string) => view.channel(id),
  };
  const forwarded = (message.message_snapshots ?? [])
    .map(({ message: { content } }) => readText(content, names))
    .filter((text) => text !== '');
  const quoted = forwarded.map((text) => text.replaceAll(/^/gm, '> '));
  return [readText(message.content, names), ...quoted].filter((text) => text !== '').join('\n\n');
}

function nameIn({ mentions: list }: GivenMessage, id: string): string | undefined {
  const user = list.find((one) => one.id === id);
  return user === undefined ? undefined : (user.member?.nick ?? displayName(user));
}

export const displayName = ({ global_name, username }: Pick<APIUser, 'global_name' | 'username'>): string => global_name ?? username;

function filesOf({ attachments, sticker_items }: GivenMessage): Pick<Heard, 'attachments' | 'stickers'> {
  return { attachments, stickers: (sticker_items ?? []).map(({ name }) => name) };
}

function envelope(message: GivenMessage, id: string, view: View): EventEnvelope {
  const { author, member } = message;
  const locale = view.locale(author.id);
  return {
    id,
    account: view.account,
    room: roomOf(message.channel_id),
    participant: participantOf(author.id),
    name: member?.nick ?? displayName(author),
    ...(locale === undefined ? {} : { locale }),
    at: timeOf(message.id),
  };
}
