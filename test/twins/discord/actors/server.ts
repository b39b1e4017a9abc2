import { type APIRole, ChannelType, GatewayIntentBits, type RoleFlags } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { dispatch } from '../gateway/dispatch.ts';
import { announceGuild, announceGuildGone } from '../gateway/guild-events.ts';
import { leaveGuild } from '../routes/guilds.ts';
import { addChannel, type NewChannel } from '../state/add-channel.ts';
import { toMember } from '../state/payloads.ts';
import { type RightName, toBits, usual } from '../state/permissions.ts';
import { must, type TwinGuild } from '../state/world.ts';
import { type Named, type Room, toRoom } from './room.ts';

export interface Role extends Named {
  readonly name: string;
  readonly mention: string;
}

/** A server. */
export interface Server {
  readonly id: string;
  readonly name: string;
  readonly guild: TwinGuild;
  /** The channel of that name, made when there is none. */
  channel(name: string, how?: Omit<NewChannel, 'name'>): Room;
  /** The role of that name, made with these rights when there is none. */
  role(name: string, ...rights: readonly RightName[]): Role;
  gives(whom: Named, role: Role): void;
  takes(whom: Named, role: Role): void;
  joins(whom: Named): void;
  /** Gives a member another name in here. */
  calls(whom: Named, nick: string | null): void;
  /** Somebody goes; the bot too. */
  kicks(whom: Named): void;
  /** The bot comes (back), by its invite link. */
  invitesBot(): void;
  /** Discord loses the server for a while. */
  goesOut(): void;
  comesBack(): void;
}

export interface NewServer {
  /** Whether the bot is there from the start; true when absent. */
  readonly hasBot?: boolean;
  readonly owner?: Named;
  /** What everybody may do; the usual when absent. */
  readonly everyone?: readonly RightName[];
  /** What the bot's own role adds. */
  readonly botRights?: readonly RightName[];
  readonly members?: readonly Named[];
  /** Channels there from the start, without telling them one by one. */
  readonly channels?: readonly string[];
}

function makeRole(id: string, name: string, permissions: bigint): APIRole {
  return {
    id,
    name,
    permissions: String(permissions),
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    position: 0,
    managed: false,
    mentionable: false,
    flags: 0 as RoleFlags,
  };
}

/** A new server, told to the bot when it is in there. */
export function addServer(core: Core, name: string, how: NewServer = {}): TwinGuild {
  const id = core.clock.snowflake();
  const guild: TwinGuild = { id, name, ownerId: how.owner?.id ?? core.owner.data.id, roles: new Map(), members: new Map(), isOut: false };
  guild.roles.set(id, makeRole(id, '@everyone', how.everyone === undefined ? usual : toBits(how.everyone)));
  core.world.guilds.set(id, guild);
  for (const { id: member } of [{ id: guild.ownerId }, ...(how.members ?? [])]) joins(core, guild, member);
  for (const channel of how.channels ?? []) addChannel(core, guild, { name: channel });
  if (how.hasBot !== false) seatBot(core, guild, toBits(how.botRights ?? []));
  return guild;
}

function seatBot(core: Core, guild: TwinGuild, rights: bigint): void {
  joins(core, guild, core.bot.id);
  const role = { ...makeRole(core.clock.snowflake(), core.bot.username, rights), managed: true, tags: { bot_id: core.bot.id } };
  guild.roles.set(role.id, role);
  must(guild.members.get(core.bot.id), 'membership of the bot').roles.add(role.id);
  announceGuild(core, guild);
  core.world.changed();
}

/** Somebody becomes a member. */
export function joins(core: Core, guild: TwinGuild, userId: string): void {
  if (guild.members.has(userId)) return;
  guild.members.set(userId, { userId, roles: new Set(), nick: null, joinedAt: core.clock.now() });
  tellMember(core, guild, { event: 'GUILD_MEMBER_ADD', userId });
}

function tellMember(core: Core, guild: TwinGuild, { event, userId }: { readonly event: string; readonly userId: string }): void {
  const member = guild.members.get(userId);
  // About itself the bot hears without the intent.
  const intents = userId === core.bot.id ? GatewayIntentBits.Guilds : GatewayIntentBits.GuildMembers;
  if (member === undefined || !guild.members.has(core.bot.id) || (event === 'GUILD_MEMBER_ADD' && userId === core.bot.id)) return;
  dispatch(core, { event, guildId: guild.id, intents }, () => ({ ...toMember(core, member), guild_id: guild.id }));
}

export function toServer(core: Core, guild: TwinGuild): Server {
  const changeRole = (whom: Named, role: Role, isGiven: boolean): void => {
    const { roles } = must(guild.members.get(whom.id), 'member of that server with that id');
    if (isGiven) roles.add(role.id);
    else roles.delete(role.id);
    tellMember(core, guild, { event: 'GUILD_MEMBER_UPDATE', userId: whom.id });
  };
  const changeOutage = (isOut: boolean): void => {
    guild.isOut = isOut;
    if (isOut) announceGuildGone(core, guild, true);
    else announceGuild(core, guild);
  };
  return {
    id: guild.id,
    name: guild.name,
    guild,
    channel(name, how = {}) {
      const type = how.type ?? ChannelType.GuildText;
      const known = [...core.world.channels.values()].find((one) => one.guildId === guild.id && one.name === name && one.type === type);
      return toRoom(core, known ?? addChannel(core, guild, { name, ...how }));
    },
    role(name, ...rights) {
      const known = [...guild.roles.values()].find((one) => one.name === name);
      const role = known ?? makeRole(core.clock.snowflake(), name, toBits(rights));
      guild.roles.set(role.id, role);
      if (known === undefined && guild.members.has(core.bot.id))
        dispatch(core, { event: 'GUILD_ROLE_CREATE', guildId: guild.id, intents: GatewayIntentBits.Guilds }, () => ({
          guild_id: guild.id,
          role,
        }));
      return { id: role.id, name, mention: `<@&${role.id}>` };
    },
    gives: (whom, role) => changeRole(whom, role, true),
    takes: (whom, role) => changeRole(whom, role, false),
    joins: (whom) => joins(core, guild, whom.id),
    calls(whom, nick) {
      must(guild.members.get(whom.id), 'member of that server with that id').nick = nick;
      tellMember(core, guild, { event: 'GUILD_MEMBER_UPDATE', userId: whom.id });
    },
    kicks(whom) {
      if (whom.id === core.bot.id) leaveGuild(core, guild);
      else guild.members.delete(whom.id);
    },
    invitesBot: () => seatBot(core, guild, 0n),
    goesOut: () => changeOutage(true),
    comesBack: () => changeOutage(false),
  };
}
