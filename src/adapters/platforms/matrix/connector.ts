import type { Field } from '../../../core/answers/form.ts';
import type { Connection, Connector } from '../../../core/ports/connector.ts';
import { finished } from '../../../core/texts/finished.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import { type ConnectApi, createConnectApi, type Failed, findHomeserver } from './connect-api.ts';
import { connectTexts as texts } from './connect-texts.ts';
import { rateLimitCommand } from './rate-limit-command.ts';
import { serverOf } from './refs.ts';
import type { MatrixSettings } from './settings.ts';

const names = {
  homeserver: 'MATRIX_HOMESERVER_URL',
  user: 'MATRIX_USER',
  password: 'MATRIX_PASSWORD',
  token: 'MATRIX_ACCESS_TOKEN',
  device: 'MATRIX_DEVICE_ID',
  invites: 'MATRIX_INVITES',
  /** Whoever runs her there, beside those whom MIACHAT_OWNERS names. */
  owners: 'MATRIX_OWNERS',
} as const;

const userId = /^@[^\s:]+:\S+$/;

/** What was found out about the account, and under which variables it is kept. */
interface Account {
  readonly user: string;
  readonly store: Readonly<Record<string, string>>;
}

type Fault = Extract<Connection, { readonly ok: false }>;

/** The guided way onto Matrix: where, as whom, who may invite her. */
export function createMatrixConnector(given: Partial<MatrixSettings> = {}): Connector {
  return {
    name: 'matrix',
    summary: texts.summary,
    prints: {
      ratelimit: rateLimitCommand(given.MATRIX_HOMESERVER_URL ?? 'https://matrix.example.org', given.MATRIX_USER ?? '@mia:example.org'),
    },
    fields: (language) => [
      toField(names.homeserver, { label: texts.homeserver[language], help: texts['homeserver-help'][language], kind: 'line' }),
      toField(names.user, { label: texts.user[language], help: texts['user-help'][language], kind: 'line' }),
      toField(names.password, { label: texts.password[language], help: texts['password-help'][language], kind: 'secret' }),
      toField(names.token, { label: texts.token[language], help: texts['token-help'][language], kind: 'secret' }),
      toField(names.invites, { label: texts.invites[language], help: texts['invites-help'][language], kind: 'line' }),
      toField(names.owners, { label: texts.owner[language], help: texts['owner-help'][language], kind: 'line' }),
    ],
    async check(values, signal) {
      // What was not said may stand in the settings already.
      const value = (name: string): string => (values[name] ?? '').trim() || String(Reflect.get(given, name) ?? '');
      const address = value(names.homeserver);
      if (address === '') return fault(names.homeserver, texts['no-homeserver']);
      const owner = (values[names.owners] ?? '').trim();
      if (owner !== '' && !userId.test(owner)) return fault(names.owners, texts['strange-user']);
      const base = await findHomeserver(address, signal);
      const api = URL.canParse(base) ? createConnectApi(base, signal) : undefined;
      const versions = await api?.versions();
      if (api === undefined || versions?.kind !== 'data')
        return fault(names.homeserver, finished(texts['no-matrix'], { address: base.slice(0, 200), reason: shortly(versions) }));
      const account = await openAccount(api, value);
      if ('ok' in account) return account;
      return connection(account, { base, invites: value(names.invites), owner, software: await api.software() });
    },
  };
}

function toField(
  id: string,
  { label, help, kind }: { readonly label: string; readonly help: string; readonly kind: 'line' | 'secret' },
): Field {
  return { id, label, help, kind, limits: { required: id === names.homeserver, maxLength: 500 } };
}

async function openAccount(api: ConnectApi, value: (name: string) => string): Promise<Account | Fault> {
  const [user, password, token] = [value(names.user), value(names.password), value(names.token)];
  if (password === '' && token === '') return fault(names.password, texts['no-account']);
  if (password === '') {
    // What no header can carry is no token either.
    if (!/^[\x21-\x7e]+$/.test(token)) return fault(names.token, texts['wrong-token']);
    const me = await api.whoAmI(token);
    if (me.kind !== 'data') return fault(names.token, reasonFor(me, texts['wrong-token']));
    const { user_id: id, device_id: device = '' } = me.data;
    return { user: id, store: { [names.token]: token, [names.device]: device, [names.password]: '' } };
  }
  if (!userId.test(user)) return fault(names.user, texts['strange-user']);
  const flows = await api.flows();
  if (flows.kind === 'data' && !flows.data.flows.some(({ type }) => type === 'm.login.password'))
    return fault(names.token, texts['no-password-login']);
  const made = await api.logIn(user, password);
  if (made.kind !== 'data') return fault(names.password, reasonFor(made, texts['wrong-password']));
  // The bot logs in as the same device again, which ends this session.
  return { user: made.data.user_id, store: { [names.password]: password, [names.device]: made.data.device_id, [names.token]: '' } };
}

interface Found {
  readonly base: string;
  readonly invites: string;
  readonly owner: string;
  readonly software: string | undefined;
}

function connection({ user, store }: Account, { base, invites, owner, software }: Found): Connection {
  return {
    ok: true,
    notes: [
      finished(texts.found, { server: software ?? texts['a-homeserver'] }),
      finished(texts['logged-in'], { user }),
      finished(texts['may-invite'], { patterns: invites === '' ? `@*:${serverOf(user)}` : invites }),
      texts['no-encryption'],
      finished(texts.tip, { command: rateLimitCommand(base, user) }),
      finished(texts.next, { user }),
    ],
    store: {
      [names.homeserver]: base,
      [names.user]: user,
      ...store,
      [names.invites]: invites,
      // An empty value forgets the operator of an earlier account.
      [names.owners]: owner === '' ? '' : `matrix:${owner}`,
    },
  };
}

function reasonFor(asked: Failed, refused: Localized): Localized {
  if (asked.kind === 'refused') return asked.errcode === 'M_LIMIT_EXCEEDED' ? texts['too-often'] : refused;
  return finished(texts.trouble, { status: shortly(asked) });
}

function shortly(asked: Failed | { readonly kind: 'data' } | undefined): string {
  switch (asked?.kind) {
    case 'refused':
      return asked.errcode;
    case 'trouble':
      return String(asked.status);
    case 'unreachable':
      return asked.reason;
    default:
      return 'no address';
  }
}

function fault(field: string, reason: Localized): Fault {
  return { ok: false, field, reason };
}
