import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  ChannelType,
  GuildMemberFlags,
  GuildSystemChannelFlags,
  Locale,
} from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { isForAdults, isThread } from './permissions.ts';
import { must, type TwinChannel, type TwinGuild, type TwinMember } from './world.ts';

export const iso = (moment: number): string => new Date(moment).toISOString().replace('Z', '000+00:00');

export function toMember(core: Core, member: TwinMember): APIGuildMember {
  return { ...toBareMember(member), user: must(core.world.users.get(member.userId), `user ${member.userId}`).data };
}

/** A member as it stands beside its user. */
export function toBareMember(member: TwinMember): Omit<APIGuildMember, 'user'> {
  return {
    roles: [...member.roles],
    nick: member.nick,
    avatar: null,
    banner: null,
    joined_at: iso(member.joinedAt),
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: GuildMemberFlags.DidRejoin & 0,
    communication_disabled_until: null,
  };
}

/** A channel as the bot gets it. */
export function toChannel(core: Core, channel: TwinChannel): APIChannel {
  const { world, bot } = core;
  // It may name a message that is gone; what one person alone sees is in no history.
  const last = [...channel.messages.values()].findLast(({ seenBy }) => seenBy === undefined)?.data.id ?? null;
  if (channel.type === ChannelType.DM || channel.type === ChannelType.GroupDM) {
    const recipients = channel.recipients.filter((id) => id !== bot.id).map((id) => must(world.users.get(id), `user ${id}`).data);
    return { id: channel.id, type: ChannelType.DM, name: null, last_message_id: last, recipients };
  }
  const frame = {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId ?? null,
    last_message_id: last,
    rate_limit_per_user: 0,
    flags: 0,
  };
  const thread = channel.thread;
  if (thread === undefined)
    return {
      ...frame,
      position: 0,
      permission_overwrites: channel.overwrites,
      nsfw: channel.isAgeRestricted,
      topic: channel.topic,
    } as unknown as APIChannel;
  const isIn = thread.members.has(bot.id);
  return {
    ...frame,
    owner_id: thread.ownerId,
    message_count: thread.count,
    member_count: thread.members.size,
    total_message_sent: thread.count,
    thread_metadata: {
      archived: thread.archived,
      locked: thread.locked,
      invitable: thread.invitable,
      auto_archive_duration: thread.autoArchive,
      archive_timestamp: iso(core.clock.now()),
      create_timestamp: iso(core.clock.now()),
    },
    ...(isIn ? { member: { id: channel.id, user_id: bot.id, join_timestamp: iso(core.clock.now()), flags: 0 } } : {}),
  } as unknown as APIChannel;
}

/** A channel as an interaction carries it. */
export function toPartialChannel(
  core: Core,
  channel: TwinChannel,
  permissions: bigint,
): Partial<APIChannel> & Pick<APIChannel, 'id' | 'type'> {
  const whole = toChannel(core, channel);
  if (channel.guildId === undefined) return { ...whole, type: channel.type } as typeof whole;
  const more = { permissions: String(permissions), ...(isThread(channel) ? {} : { nsfw: isForAdults(core.world, channel) }) };
  return { ...whole, ...more };
}

export function toGuild(guild: TwinGuild): APIGuild {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    roles: [...guild.roles.values()],
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: GuildSystemChannelFlags.SuppressJoinNotifications,
    rules_channel_id: null,
    vanity_url_code: null,
    premium_tier: 0,
    preferred_locale: Locale.EnglishUS,
    public_updates_channel_id: null,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    hub_type: null,
    safety_alerts_channel_id: null,
    incidents_data: null,
  };
}

/** Channels of a server, threads apart. */
export function channelsOf(
  core: Core,
  guild: TwinGuild,
): { readonly channels: readonly TwinChannel[]; readonly threads: readonly TwinChannel[] } {
  const all = [...core.world.channels.values()].filter(({ guildId }) => guildId === guild.id);
  return { channels: all.filter((one) => !isThread(one)), threads: all.filter(isThread) };
}
