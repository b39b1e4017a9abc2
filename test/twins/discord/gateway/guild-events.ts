import { GatewayIntentBits as Intent } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { channelsOf, iso, toChannel, toGuild, toMember } from '../state/payloads.ts';
import { canSee, isThread } from '../state/permissions.ts';
import { must, type TwinChannel, type TwinGuild } from '../state/world.ts';
import { dispatch } from './dispatch.ts';
import type { Session } from './gateway.ts';

/** A server as the bot first gets it; other members only with their intent. */
export function guildCreated(core: Core, session: Session, guild: TwinGuild): { readonly t: string; readonly d: unknown } {
  const { channels, threads } = channelsOf(core, guild);
  const own = must(guild.members.get(core.bot.id), 'membership of the bot');
  const members = (session.intents & Intent.GuildMembers) === 0 ? [own] : [...guild.members.values()];
  return {
    t: 'GUILD_CREATE',
    d: {
      ...toGuild(guild),
      joined_at: iso(own.joinedAt),
      large: false,
      unavailable: false,
      member_count: guild.members.size,
      voice_states: [],
      members: members.map((member) => toMember(core, member)),
      channels: channels.map((channel) => toChannel(core, channel)),
      // Archived ones are not told.
      threads: threads
        .filter((one) => one.thread?.archived !== true && canSee(core.world, one, core.bot.id))
        .map((one) => toChannel(core, one)),
      presences: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    },
  };
}

/** The bot came to a server, or the server came back. */
export function announceGuild(core: Core, guild: TwinGuild): void {
  dispatch(core, { event: 'GUILD_CREATE', guildId: guild.id, intents: Intent.Guilds }, (session) => guildCreated(core, session, guild).d);
}

/** The bot was removed; or, `isOut`, Discord has lost the server for a while. */
export function announceGuildGone(core: Core, guild: TwinGuild, isOut: boolean): void {
  dispatch(core, { event: 'GUILD_DELETE', guildId: guild.id, intents: Intent.Guilds }, () => ({
    id: guild.id,
    ...(isOut ? { unavailable: true } : {}),
  }));
}

export type ChannelChange = 'CREATE' | 'UPDATE' | 'DELETE';

/** A channel or thread came, changed or went. */
export function announceChannel(core: Core, channel: TwinChannel, change: ChannelChange): void {
  const guild = core.world.guilds.get(channel.guildId ?? '');
  if (guild?.members.has(core.bot.id) !== true) return;
  const isOfThread = isThread(channel);
  if (isOfThread && !canSee(core.world, channel, core.bot.id)) return;
  dispatch(core, { event: `${isOfThread ? 'THREAD' : 'CHANNEL'}_${change}`, guildId: guild.id, intents: Intent.Guilds }, () => {
    if (isOfThread && change === 'DELETE') return { id: channel.id, guild_id: guild.id, parent_id: channel.parentId, type: channel.type };
    return { ...toChannel(core, channel), ...(isOfThread && change === 'CREATE' ? { newly_created: true } : {}) };
  });
}
