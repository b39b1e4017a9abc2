import { ChannelType, MessageFlags, MessageReferenceType, MessageType } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { announceChannel } from '../gateway/guild-events.ts';
import { createMessage } from '../message/compose.ts';
import type { TwinChannel, TwinGuild, TwinMessage, TwinThread } from './world.ts';

export interface NewChannel {
  readonly name: string;
  readonly type?: ChannelType;
  readonly isAgeRestricted?: boolean;
  /** The category it stands in. */
  readonly category?: { readonly id: string };
}

function put(core: Core, channel: Omit<TwinChannel, 'messages' | 'typings' | 'recipients' | 'topic' | 'overwrites'>): TwinChannel {
  const whole: TwinChannel = { ...channel, recipients: [], topic: null, overwrites: [], messages: new Map(), typings: [] };
  core.world.channels.set(whole.id, whole);
  announceChannel(core, whole, 'CREATE');
  core.world.changed();
  return whole;
}

export function addChannel(core: Core, guild: TwinGuild, wanted: NewChannel): TwinChannel {
  return put(core, {
    id: core.clock.snowflake(),
    type: wanted.type ?? ChannelType.GuildText,
    guildId: guild.id,
    parentId: wanted.category?.id,
    thread: undefined,
    name: wanted.name,
    isAgeRestricted: wanted.isAgeRestricted ?? false,
  });
}

export interface NewThread {
  readonly name: string;
  readonly ownerId: string;
  readonly type: ChannelType.PublicThread | ChannelType.PrivateThread | ChannelType.AnnouncementThread;
  /** The message it hangs on; then it has that message's id. */
  readonly from?: TwinMessage | undefined;
  readonly autoArchive?: number | undefined;
}

export function addThread(core: Core, parent: TwinChannel, wanted: NewThread): TwinChannel {
  const thread: TwinThread = {
    ownerId: wanted.ownerId,
    members: new Set([wanted.ownerId]),
    archived: false,
    locked: false,
    invitable: true,
    autoArchive: wanted.autoArchive ?? 4320,
    count: 0,
  };
  return put(core, {
    id: wanted.from?.data.id ?? core.clock.snowflake(),
    type: wanted.type,
    guildId: parent.guildId,
    parentId: parent.id,
    thread,
    name: wanted.name,
    isAgeRestricted: false,
  });
}

/** The system line that Discord writes when a thread comes: the thread's first message, or one in the parent. */
export function writeThreadLine(core: Core, thread: TwinChannel, from: TwinMessage | undefined): void {
  const author = core.world.users.get(thread.thread?.ownerId ?? '')?.data ?? core.bot;
  const parent = core.world.channels.get(thread.parentId ?? '');
  const guild = { type: MessageReferenceType.Default, guild_id: thread.guildId ?? '' };
  if (from !== undefined) {
    const message_reference = { ...guild, channel_id: from.data.channel_id, message_id: from.data.id };
    createMessage(core, { channel: thread, author, body: {}, more: { type: MessageType.ThreadStarterMessage, message_reference } });
    from.data = { ...from.data, flags: (from.data.flags ?? 0) | MessageFlags.HasThread };
  } else if (thread.type === ChannelType.PublicThread && parent !== undefined) {
    const message_reference = { ...guild, channel_id: thread.id };
    createMessage(core, {
      channel: parent,
      author,
      body: { content: thread.name },
      more: { type: MessageType.ThreadCreated, message_reference },
    });
  }
}

/** Takes a channel away, with its threads. */
export function removeChannel(core: Core, channel: TwinChannel): void {
  for (const thread of [...core.world.channels.values()].filter(
    ({ parentId, thread: kind }) => parentId === channel.id && kind !== undefined,
  )) {
    announceChannel(core, thread, 'DELETE');
    core.world.channels.delete(thread.id);
  }
  announceChannel(core, channel, 'DELETE');
  core.world.channels.delete(channel.id);
  core.world.changed();
}
