import { z } from 'zod';
import type { Core } from '../core.ts';
import { announceGuildGone } from '../gateway/guild-events.ts';
import { type Call, done, ok, type Route } from '../http/route.ts';
import { Codes, Refusal } from '../refusal.ts';
import { checkForm } from '../schemas/check-form.ts';
import { channelsOf, toChannel, toGuild, toMember } from '../state/payloads.ts';
import { rightsInGuild } from '../state/permissions.ts';
import type { TwinGuild } from '../state/world.ts';
import { guildFor } from './access.ts';

const own = z.strictObject({
  nick: z.string().max(32).nullish(),
  avatar: z.string().nullish(),
  banner: z.string().nullish(),
  bio: z.string().max(190).nullish(),
});

function memberOf(core: Core, guild: TwinGuild, id: string): unknown {
  const member = guild.members.get(id === '@me' ? core.bot.id : id);
  if (member === undefined) throw new Refusal(core.world.users.has(id) ? Codes.UnknownMember : Codes.UnknownUser);
  return toMember(core, member);
}

/** The bot leaves, or was thrown out. */
export function leaveGuild(core: Core, guild: TwinGuild): void {
  announceGuildGone(core, guild, false);
  guild.members.delete(core.bot.id);
  core.world.changed();
}

function changeSelf({ core, param, body }: Call) {
  const guild = guildFor(core, param('guild'));
  const { nick } = checkForm<z.infer<typeof own>>(own, body);
  const member = guild.members.get(core.bot.id);
  if (member !== undefined && nick !== undefined) member.nick = nick;
  return ok(memberOf(core, guild, '@me'));
}

/** Servers, their members and roles. */
export const guildRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guild',
    handle({ core, param, query }) {
      const guild = guildFor(core, param('guild'));
      return ok({ ...toGuild(guild), ...(query.get('with_counts') === 'true' ? { approximate_member_count: guild.members.size } : {}) });
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/channels',
    handle({ core, param }) {
      const { channels } = channelsOf(core, guildFor(core, param('guild')));
      return ok(channels.map((channel) => toChannel(core, channel)));
    },
  },
  { method: 'GET', path: '/guilds/:guild/roles', handle: ({ core, param }) => ok([...guildFor(core, param('guild')).roles.values()]) },
  {
    method: 'GET',
    path: '/guilds/:guild/members/:user',
    handle: ({ core, param }) => ok(memberOf(core, guildFor(core, param('guild')), param('user'))),
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members',
    handle({ core, param, query }) {
      const guild = guildFor(core, param('guild'));
      if (!core.portal.members) throw new Refusal(Codes.MissingAccess);
      return ok([...guild.members.values()].slice(0, Number(query.get('limit') ?? 1)).map((member) => toMember(core, member)));
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members/search',
    handle({ core, param, query }) {
      const members = [...guildFor(core, param('guild')).members.values()].map((member) => toMember(core, member));
      const named = members.filter(({ user, nick }) =>
        [user.username, nick ?? ''].some((name) => name.startsWith(query.get('query') ?? '')),
      );
      return ok(named.slice(0, Number(query.get('limit') ?? 1)));
    },
  },
  { method: 'PATCH', path: '/guilds/:guild/members/@me', handle: changeSelf },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    handle: ({ core }) =>
      ok(
        [...core.world.guilds.values()]
          .filter(({ members }) => members.has(core.bot.id))
          .map((guild) => ({
            id: guild.id,
            name: guild.name,
            icon: null,
            banner: null,
            owner: false,
            permissions: String(rightsInGuild(guild, core.bot.id)),
            features: [],
          })),
      ),
  },
  {
    method: 'DELETE',
    path: '/users/@me/guilds/:guild',
    handle({ core, param }) {
      leaveGuild(core, guildFor(core, param('guild')));
      return done;
    },
  },
];
