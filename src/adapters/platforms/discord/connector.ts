import type { Connection, Connector } from '../../../core/ports/connector.ts';
import { finished } from '../../../core/texts/finished.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import { type Asked, type ConnectApi, type ConnectedApplication, type ConnectedUser, createConnectApi } from './connect-api.ts';
import { inviteLink } from './connect-invite.ts';
import { connectTexts as texts } from './connect-texts.ts';
import { waitForServer } from './connect-wait.ts';

const tokenField = 'DISCORD_TOKEN';
/** Whoever owns the application, beside those whom MIACHAT_OWNERS names. */
const ownersField = 'DISCORD_OWNERS';

export interface DiscordConnectorTools {
  /** Another API, base without version. */
  readonly apiUrl: string | undefined;
  /** Rejects when the signal ends it. */
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
}

/** The guided way onto Discord: a token, who owns it, the link that invites her. */
export function createDiscordConnector({ apiUrl, sleep }: DiscordConnectorTools): Connector {
  return {
    name: 'discord',
    summary: texts.summary,
    fields: (language) => [
      {
        id: tokenField,
        label: texts.label[language],
        help: texts.steps[language],
        kind: 'secret',
        limits: { required: true, maxLength: 300 },
      },
    ],
    async check(values, signal) {
      const token = tokenIn(values);
      if (token === '') return fault(texts.missing);
      // What no header can carry is no token either.
      if (!/^[\x21-\x7e]+$/.test(token)) return fault(texts.refused);
      const api = createConnectApi(apiUrl, token, signal);
      const me = await api.me();
      if (me.kind !== 'data') return fault(reasonFor(me, api, token));
      const application = await api.application();
      if (application.kind !== 'data') return fault(reasonFor(application, api, token));
      return connection(token, me.data, application.data);
    },
    after: (values, signal) => waitForServer(createConnectApi(apiUrl, tokenIn(values), signal), sleep, signal),
  };
}

/** As it was pasted, or as the portal's documentation writes it: `Bot …`. */
function tokenIn(values: Readonly<Record<string, string>>): string {
  return (values[tokenField] ?? '').trim().replace(/^Bot\s+/i, '');
}

function connection(token: string, me: ConnectedUser, application: ConnectedApplication): Connection {
  const owner = application.team?.owner_user_id ?? application.owner?.id;
  const hasUserInstall = application.integration_types_config == null || '1' in application.integration_types_config;
  return {
    ok: true,
    notes: [
      loggedIn(me, application),
      ...(hasUserInstall ? [] : [texts['user-install-off']]),
      ...(application.bot_require_code_grant === true ? [texts['code-grant']] : []),
      finished(texts.invite, { link: inviteLink(application.id) }),
    ],
    // An empty value forgets the owner of an earlier application.
    store: { [tokenField]: token, [ownersField]: owner === undefined ? '' : `discord:${owner}` },
  };
}

function loggedIn(me: ConnectedUser, { owner, team }: ConnectedApplication): Localized {
  const bot = me.username;
  if (team != null) return finished(texts['logged-in-team'], { bot, team: team.name });
  if (owner === undefined) return finished(texts['logged-in-nobody'], { bot });
  return finished(texts['logged-in'], { bot, owner: owner.username });
}

function reasonFor(asked: Exclude<Asked<unknown>, { readonly kind: 'data' }>, { host }: ConnectApi, token: string): Localized {
  switch (asked.kind) {
    case 'refused':
      // A token has two points in it; nothing else of that page has any.
      return token.includes('.') ? texts.refused : texts['other-key'];
    case 'trouble':
      return finished(texts.trouble, { status: String(asked.status) });
    case 'unreachable':
      return finished(texts.unreachable, { host, reason: asked.reason });
  }
}

function fault(reason: Localized): Connection {
  return { ok: false, field: tokenField, reason };
}
