import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MatrixTwin, startMatrix } from '../../../../test/twins/matrix/matrix-twin.ts';
import type { Connection } from '../../../core/ports/connector.ts';
import { createSay } from '../../../core/texts/create-say.ts';
import { createMatrixConnector } from './connector.ts';

const say = createSay();
let twin: MatrixTwin;

beforeEach(async () => {
  twin = await startMatrix();
});
afterEach(() => twin.close());

const check = (values: Readonly<Record<string, string>>, given = {}): Promise<Connection> =>
  createMatrixConnector(given).check({ MATRIX_HOMESERVER_URL: twin.url, ...values }, AbortSignal.timeout(10_000));
const notesOf = (found: Connection, language: string): string =>
  found.ok ? found.notes.map((note) => say(language, note, {})).join('\n') : say(language, found.reason, {});

describe('connecting Matrix', () => {
  it('takes a password and keeps the device it opened, never a second one', async () => {
    const found = await check({ MATRIX_USER: twin.bot.id, MATRIX_PASSWORD: twin.bot.password, MATRIX_OWNERS: '@ada:twin' });
    expect(found).toMatchObject({
      ok: true,
      store: {
        MATRIX_HOMESERVER_URL: twin.url,
        MATRIX_USER: twin.bot.id,
        MATRIX_PASSWORD: twin.bot.password,
        MATRIX_DEVICE_ID: expect.stringMatching(/^\w+$/),
        MATRIX_ACCESS_TOKEN: '',
        MATRIX_INVITES: '',
        MATRIX_OWNERS: 'matrix:@ada:twin',
      },
    });
    for (const language of ['en', 'de']) {
      const notes = notesOf(found, language);
      for (const part of ['@mia:twin', '@*:twin', '/_synapse/admin/v1/users/%40mia%3Atwin/override_ratelimit'])
        expect(notes).toContain(part);
      expect(notes).not.toContain(twin.bot.password);
    }
    twin.noRefusals({ except: ['M_UNRECOGNIZED'] });
  });

  it('takes an access token, and learns the account and device from it', async () => {
    const { accessToken, deviceId } = twin.logIn();
    const found = await check({ MATRIX_ACCESS_TOKEN: accessToken, MATRIX_INVITES: '@*:friends.example' });
    expect(found).toMatchObject({
      ok: true,
      store: {
        MATRIX_USER: twin.bot.id,
        MATRIX_ACCESS_TOKEN: accessToken,
        MATRIX_DEVICE_ID: deviceId,
        MATRIX_PASSWORD: '',
        MATRIX_OWNERS: '',
      },
    });
    expect(notesOf(found, 'en')).toContain('@*:friends.example');
    expect(notesOf(found, 'en')).not.toContain(accessToken);
  });

  it('uses what the settings say already where nothing was typed', async () => {
    const found = await check({}, { MATRIX_USER: twin.bot.id, MATRIX_PASSWORD: twin.bot.password });
    expect(found).toMatchObject({ ok: true });
  });

  it.each([
    ['no address', { MATRIX_HOMESERVER_URL: '' }, 'MATRIX_HOMESERVER_URL', 'Which homeserver?'],
    ['nobody there', { MATRIX_HOMESERVER_URL: 'http://127.0.0.1:9' }, 'MATRIX_HOMESERVER_URL', 'No Matrix homeserver answers'],
    ['no address at all', { MATRIX_HOMESERVER_URL: 'http://' }, 'MATRIX_HOMESERVER_URL', 'No Matrix homeserver answers'],
    ['neither password nor token', {}, 'MATRIX_PASSWORD', 'Neither'],
    ['a name that is no id', { MATRIX_USER: 'mia', MATRIX_PASSWORD: 'secret-1' }, 'MATRIX_USER', 'no Matrix id'],
    ['a wrong password', { MATRIX_USER: '@mia:twin', MATRIX_PASSWORD: 'secret-1' }, 'MATRIX_PASSWORD', 'refused this user'],
    ['a wrong token', { MATRIX_ACCESS_TOKEN: 'secret-1' }, 'MATRIX_ACCESS_TOKEN', 'refused that access token'],
    ['what no header can carry', { MATRIX_ACCESS_TOKEN: 'secret-1\u00e9' }, 'MATRIX_ACCESS_TOKEN', 'refused that access token'],
    ['a strange operator', { MATRIX_OWNERS: 'ada' }, 'MATRIX_OWNERS', 'no Matrix id'],
  ] as const)('says what is wrong: %s', async (...row) => {
    const [, values, field, words] = row;
    const found = await check(values);
    expect(found).toMatchObject({ ok: false, field });
    expect(notesOf(found, 'en')).toContain(words);
    expect(notesOf(found, 'de')).not.toBe(notesOf(found, 'en'));
    expect(notesOf(found, 'en')).not.toContain('secret-1');
  });

  it('says that there have been too many logins', async () => {
    twin.fault({ kind: '429', on: 'POST /login', retryAfterMs: 300_000 });
    const found = await check({ MATRIX_USER: twin.bot.id, MATRIX_PASSWORD: twin.bot.password });
    expect(notesOf(found, 'en')).toContain('Too many logins');
  });
});
