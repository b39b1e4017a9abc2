import type { Core } from '../core.ts';
import { applicationFlags, gatewayUrl } from '../gateway/connect.ts';
import { ok, type Route } from '../http/route.ts';
import { Codes, Refusal } from '../refusal.ts';

/** The application as its owner has set it up. */
function toApplication(core: Core): unknown {
  const flags = applicationFlags(core);
  return {
    id: core.bot.id,
    name: core.bot.username,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    bot: core.bot,
    owner: core.owner.data,
    summary: '',
    verify_key: '0'.repeat(64),
    team: null,
    flags,
    flags_new: String(flags),
    approximate_guild_count: [...core.world.guilds.values()].filter(({ members }) => members.has(core.bot.id)).length,
    approximate_user_install_count: [...core.world.users.values()].filter(({ hasInstalled }) => hasInstalled).length,
    redirect_uris: [],
    interactions_endpoint_url: null,
    integration_types_config: { '0': {}, ...(core.portal.userInstall ? { '1': {} } : {}) },
  };
}

function userOf(core: Core, id: string): unknown {
  const user = id === core.bot.id ? core.bot : core.world.users.get(id)?.data;
  if (user === undefined) throw new Refusal(Codes.UnknownUser);
  return user;
}

/** Who the bot is, and where its gateway is. */
export const applicationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/gateway/bot',
    handle: ({ core }) =>
      ok({
        url: gatewayUrl(core),
        shards: 1,
        session_start_limit: { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 },
      }),
  },
  { method: 'GET', path: '/gateway', isOpen: true, handle: ({ core }) => ok({ url: gatewayUrl(core) }) },
  { method: 'GET', path: '/applications/@me', handle: ({ core }) => ok(toApplication(core)) },
  { method: 'GET', path: '/oauth2/applications/@me', handle: ({ core }) => ok(toApplication(core)) },
  {
    method: 'GET',
    path: '/users/@me',
    handle: ({ core }) => ok({ ...core.bot, verified: true, mfa_enabled: true, locale: 'en-US', email: null }),
  },
  { method: 'GET', path: '/users/:user', handle: ({ core, param }) => ok(userOf(core, param('user'))) },
];
