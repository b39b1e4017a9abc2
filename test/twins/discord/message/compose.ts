import { type APIMessage, type APIUser, EmbedType, MessageFlags, MessageReferenceType, MessageType } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { announceChannel } from '../gateway/guild-events.ts';
import { announceEdit, announceMessage } from '../gateway/message-events.ts';
import { Codes, Refusal } from '../refusal.ts';
import { iso } from '../state/payloads.ts';
import type { TwinChannel, TwinMessage } from '../state/world.ts';
import { type Body, storeUploads, v2, withIds } from './body.ts';
import { findMentions } from './mentions.ts';
import type { Upload } from './store-file.ts';

export interface Draft {
  readonly channel: TwinChannel;
  readonly author: APIUser;
  readonly body: Body;
  readonly files?: readonly Upload[];
  readonly more?: Partial<APIMessage>;
  readonly seenBy?: string | undefined;
  /** It stands for an answer to come. */
  readonly isLoading?: boolean;
}

/** Stores a new message and tells whoever may see it. */
export function createMessage(core: Core, draft: Draft): TwinMessage {
  const { channel, author, body } = draft;
  const content = (body.content ?? '').trim();
  const replied = body.message_reference?.message_id === undefined ? undefined : channel.messages.get(body.message_reference.message_id);
  const sendable = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | v2;
  const data: APIMessage = {
    id: core.clock.snowflake(),
    channel_id: channel.id,
    author,
    content,
    timestamp: iso(core.clock.now()),
    edited_timestamp: null,
    tts: body.tts ?? false,
    ...findMentions(core, { channel, author, content, allowed: body.allowed_mentions ?? undefined, repliesTo: pingable(replied) }),
    attachments: storeUploads(core, { body, files: draft.files ?? [], channelId: channel.id }),
    embeds: (body.embeds ?? []).map((embed) => ({ ...embed, type: EmbedType.Rich })),
    components: withIds(body.components ?? []),
    pinned: false,
    type: replied === undefined ? MessageType.Default : MessageType.Reply,
    flags:
      ((body.flags ?? 0) & sendable) |
      (draft.seenBy === undefined ? 0 : MessageFlags.Ephemeral) |
      (draft.isLoading === true ? MessageFlags.Loading : 0),
    ...(body.nonce === undefined || body.nonce === null ? {} : { nonce: body.nonce }),
    ...(replied === undefined ? {} : { message_reference: referenceTo(replied) }),
    ...draft.more,
  };
  if (draft.isLoading !== true && (data.type === MessageType.Default || data.type === MessageType.Reply)) assertFilled(data);
  const message: TwinMessage = {
    data,
    guildId: channel.guildId,
    past: [],
    seenBy: draft.seenBy,
    isLoading: draft.isLoading ?? false,
    isDeleted: false,
    reactions: new Map(),
  };
  channel.messages.set(data.id, message);
  if (channel.thread !== undefined) {
    channel.thread.count += 1;
    if (channel.thread.archived) {
      channel.thread.archived = false;
      announceChannel(core, channel, 'UPDATE');
    }
  }
  announceMessage(core, message);
  return message;
}

/** Who is pinged by a reply: the author, except where that message answered an interaction. */
const pingable = (message: TwinMessage | undefined): APIUser | undefined =>
  message?.data.webhook_id === undefined ? message?.data.author : undefined;

export function referenceTo(message: TwinMessage): NonNullable<APIMessage['message_reference']> {
  return {
    type: MessageReferenceType.Default,
    channel_id: message.data.channel_id,
    message_id: message.data.id,
    ...(message.guildId === undefined ? {} : { guild_id: message.guildId }),
  };
}

/** Changes a message: what is absent stays, null clears. */
export function editMessage(
  core: Core,
  message: TwinMessage,
  { body, files = [] }: { readonly body: Body; readonly files?: readonly Upload[] },
): void {
  const old = message.data;
  const added = storeUploads(core, { body, files, channelId: old.channel_id });
  const kept =
    body.attachments === undefined
      ? old.attachments
      : old.attachments.filter(({ id }) => body.attachments?.some((one) => String(one.id) === id));
  const content = body.content === undefined ? old.content : (body.content ?? '').trim();
  const channel = core.world.channels.get(old.channel_id);
  const flags = body.flags ?? undefined;
  // Who was pinged by a reply stays so.
  const replied = pingable(channel?.messages.get(old.message_reference?.message_id ?? ''));
  const pinged = old.mentions.some(({ id }) => id === replied?.id) ? replied : undefined;
  const steady = (old.flags ?? 0) & ~(MessageFlags.Loading | (flags === undefined ? 0 : MessageFlags.SuppressEmbeds));
  const data: APIMessage = {
    ...old,
    content,
    embeds: body.embeds === undefined ? old.embeds : (body.embeds ?? []).map((embed) => ({ ...embed, type: EmbedType.Rich })),
    components: body.components === undefined ? (old.components ?? []) : withIds(body.components ?? []),
    attachments: [...kept, ...added],
    flags: steady | (flags ?? 0),
    edited_timestamp: message.isLoading ? null : iso(core.clock.now()),
    ...(channel === undefined || body.content === undefined
      ? {}
      : findMentions(core, { channel, author: old.author, content, allowed: body.allowed_mentions ?? undefined, repliesTo: pinged })),
  };
  assertFilled(data);
  if (!message.isLoading) message.past.push(old);
  message.data = data;
  message.isLoading = false;
  announceEdit(core, message);
}

function assertFilled(data: APIMessage): void {
  if (data.content === '' && data.embeds.length + data.attachments.length + (data.components?.length ?? 0) === 0)
    throw new Refusal(Codes.CannotSendAnEmptyMessage);
}
