import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClientApi } from '../../live/client-api.ts';
import { type MatrixTwin, startMatrix } from './matrix-twin.ts';

let twin: MatrixTwin;
let open: ClientApi;

beforeEach(async () => {
  twin = await startMatrix({ limits: 'default' });
  open = new ClientApi(twin.url);
});
afterEach(() => twin.close());

const password = (more: object = {}) => ({
  type: 'm.login.password',
  identifier: { type: 'm.id.user', user: 'mia' },
  password: twin.bot.password,
  ...more,
});
interface LoggedIn {
  readonly access_token: string;
  readonly device_id: string;
  readonly refresh_token?: string;
  readonly expires_in_ms?: number;
}
const logIn = (form: object) => open.get<LoggedIn>('POST /_matrix/client/v3/login', form);
const whoami = (accessToken: string) =>
  new ClientApi(twin.url, { accessToken }).ask<{ device_id?: string; soft_logout?: boolean }>('GET /_matrix/client/v3/account/whoami');

describe('logging in', () => {
  it('by password gives a device, which a later login may take again; the older token is dead then', async () => {
    const first = await logIn(password({ initial_device_display_name: 'MiaChat' }));
    const again = await logIn(password({ device_id: first.device_id }));
    expect((await whoami(again.access_token)).body.device_id).toBe(first.device_id);
    expect((await whoami(first.access_token)).body).toMatchObject({ errcode: 'M_UNKNOWN_TOKEN', soft_logout: false });
    twin.noRefusals();
  });

  it('by token works once', async () => {
    const form = { type: 'm.login.token', token: twin.loginToken() };
    await logIn(form);
    expect((await open.ask('POST /_matrix/client/v3/login', form)).body.errcode).toBe('M_FORBIDDEN');
  });

  it('is limited to five times for an address', async () => {
    for (const _ of [1, 2, 3, 4, 5]) await logIn(password());
    const { status, body, headers } = await open.ask('POST /_matrix/client/v3/login', password());
    expect([status, body.errcode]).toEqual([429, 'M_LIMIT_EXCEEDED']);
    expect(body.retry_after_ms).toBeGreaterThan(300_000);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(300);
  });

  it('refuses shapes the spec does not have', async () => {
    const { status, body } = await open.ask('POST /_matrix/client/v3/login', { type: 'm.login.password', user: 'mia', password: 'x' });
    expect([status, body.errcode]).toEqual([400, 'M_BAD_JSON']);
    expect(() => twin.noRefusals()).toThrow('M_BAD_JSON');
  });
});

describe('a session', () => {
  it('that ended softly says so, and its device can be had again', async () => {
    const { accessToken, deviceId } = twin.logIn();
    twin.logsOut('soft');
    expect((await whoami(accessToken)).body).toMatchObject({ errcode: 'M_UNKNOWN_TOKEN', soft_logout: true });
    expect((await logIn(password({ device_id: deviceId }))).device_id).toBe(deviceId);
    twin.noRefusals();
  });

  it('that ended for good ends a waiting sync', async () => {
    const { accessToken } = twin.logIn();
    const api = new ClientApi(twin.url, { accessToken });
    const { next_batch: since } = await api.sync();
    const waiting = api.ask<{ soft_logout?: boolean }>(`GET /_matrix/client/v3/sync?since=${since}&timeout=20000`);
    twin.logsOut('hard');
    const { status, body } = await waiting;
    expect([status, body.soft_logout]).toEqual([401, false]);
  });

  it('grows old where a refresh token was asked for, and is made new by it', async () => {
    const old = await logIn(password({ refresh_token: true }));
    twin.clock.advance((old.expires_in_ms ?? 0) + 1);
    expect((await whoami(old.access_token)).body.soft_logout).toBe(true);
    const next = await open.get<LoggedIn>('POST /_matrix/client/v3/refresh', { refresh_token: old.refresh_token });
    expect((await whoami(next.access_token)).body.device_id).toBe(old.device_id);
  });

  it('takes its token from the header only', async () => {
    const { accessToken } = twin.logIn();
    expect((await open.ask(`GET /_matrix/client/v3/account/whoami?access_token=${accessToken}`)).status).toBe(400);
    expect((await open.ask('GET /_matrix/client/v3/account/whoami')).body.errcode).toBe('M_MISSING_TOKEN');
    expect((await whoami('syt_never')).body.errcode).toBe('M_UNKNOWN_TOKEN');
    expect(twin.refusals.map(({ errcode }) => errcode)).toEqual(['M_INVALID_PARAM', 'M_MISSING_TOKEN', 'M_UNKNOWN_TOKEN']);
  });
});

describe('the server', () => {
  it('tells where it is, what it speaks and what it can', async () => {
    const { accessToken } = twin.logIn();
    expect(await open.get('GET /.well-known/matrix/client')).toEqual({ 'm.homeserver': { base_url: twin.url } });
    expect((await open.get<{ versions: string[] }>('GET /_matrix/client/versions')).versions).toContain('v1.11');
    const api = new ClientApi(twin.url, { accessToken });
    const { capabilities } = await api.get<{ capabilities: object }>('GET /_matrix/client/v3/capabilities');
    expect(capabilities).toMatchObject({ 'm.room_versions': { available: { '12': 'stable' } } });
  });

  it.each(['GET /_matrix/client/r0/sync', 'GET /_matrix/client/v3/nothing', 'DELETE /_matrix/client/v3/sync'])(
    'does not know %s',
    async (call) => {
      const { accessToken } = twin.logIn();
      expect((await new ClientApi(twin.url, { accessToken }).ask(call)).body.errcode).toBe('M_UNRECOGNIZED');
      expect(() => twin.noRefusals()).toThrow('M_UNRECOGNIZED');
      twin.noRefusals({ except: ['M_UNRECOGNIZED'] });
    },
  );
});
