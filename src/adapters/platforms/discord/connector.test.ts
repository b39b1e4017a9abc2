import { createServer, type IncomingMessage, type Server } from 'node:http';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../core/ports/connector.ts';
import { createSay } from '../../../core/texts/create-say.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import { createDiscordConnector } from './connector.ts';

const token = 'canaryMTIz.GxYz12.canarysecretpart';
const luna = { id: '900', username: 'Luna', global_name: null, bot: true };
const application = {
  id: '901',
  name: 'Luna',
  owner: { id: '42', username: 'leo', global_name: 'Leo' },
  team: null,
  bot_require_code_grant: false,
  integration_types_config: { 0: {}, 1: {} },
};
const say = createSay();
const en = (text: Localized): string => say('en', text, {});

/** What Discord answers to a path; a number is a bare status. */
type Answers = Record<string, unknown>;

describe('connecting Discord', () => {
  let answers: Answers;
  let asked: { readonly url: string; readonly authorization: string | undefined; readonly agent: string | undefined }[];
  let server: Server;
  let apiUrl = '';

  beforeEach(async () => {
    answers = { '/api/v10/users/@me': luna, '/api/v10/applications/@me': application };
    asked = [];
    server = createServer((request: IncomingMessage, response) => {
      const { url = '', headers } = request;
      asked.push({ url, authorization: headers.authorization, agent: headers['user-agent'] });
      const known = headers.authorization === `Bot ${token}`;
      const answer = known ? (answers[url.split('?')[0] ?? ''] ?? 404) : 401;
      if (typeof answer === 'string') response.writeHead(302, { location: answer }).end();
      else if (typeof answer === 'number') response.writeHead(answer).end('<html>');
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/api`;
  });
  afterEach(() => new Promise((done) => server.close(done)));

  const connector = () => createDiscordConnector({ apiUrl, sleep: async () => undefined });
  const check = (typed: string): Promise<Connection> => connector().check({ DISCORD_TOKEN: typed }, AbortSignal.timeout(10_000));

  async function notesOf(typed = token): Promise<readonly string[]> {
    const found = await check(typed);
    if (!found.ok) throw new Error(en(found.reason));
    return found.notes.map(en);
  }

  /** What a refused person reads; never anything of what they typed. */
  async function reasonOf(typed: string): Promise<string> {
    const found = await check(typed);
    if (found.ok) throw new Error('it was accepted');
    expect(found.field).toBe('DISCORD_TOKEN');
    for (const language of ['en', 'de']) expect(say(language, found.reason, {})).not.toContain('canary');
    return en(found.reason);
  }

  it('asks for the token alone, hidden, with the three steps', () => {
    const [field, ...others] = connector().fields('en');
    expect(others).toEqual([]);
    expect(field).toMatchObject({ id: 'DISCORD_TOKEN', kind: 'secret', label: 'token' });
    expect(field?.help.split('\n')).toEqual([
      '1  Discord developer portal → New Application',
      '2  Bot → Reset Token → Copy       (switch no intents on; not needed)',
      '3  Paste it here (not shown, stored encrypted)',
    ]);
  });

  it('says who she is, makes the owner the operator and prints the invitation', async () => {
    const found = await check(`  Bot ${token}\n`);
    expect(found).toMatchObject({ ok: true, store: { DISCORD_TOKEN: token, DISCORD_OWNERS: 'discord:42' } });
    expect(await notesOf()).toEqual([
      '✓ Logged in as Luna. You, leo, own this application: you are the operator.',
      expect.stringMatching(
        /^Invite her: https:\/\/discord\.com\/oauth2\/authorize\?client_id=901&scope=bot\+applications\.commands&permissions=\d+$/,
      ),
    ]);
    expect(asked[0]).toMatchObject({ authorization: `Bot ${token}`, agent: expect.stringMatching(/^DiscordBot \(.+\)$/) });
  });

  it('invites her with exactly what she needs', async () => {
    const link = (await notesOf()).at(-1) ?? '';
    const bits = BigInt(new URL(link.replace('Invite her: ', '')).searchParams.get('permissions') ?? '0');
    const names = Object.entries(PermissionFlagsBits).flatMap(([name, bit]) => ((bits & bit) !== 0n ? [name] : []));
    expect(names.sort()).toEqual(
      [
        'AttachFiles',
        'CreatePublicThreads',
        'EmbedLinks',
        'ReadMessageHistory',
        'SendMessages',
        'SendMessagesInThreads',
        'ViewChannel',
      ].sort(),
    );
  });

  it('names what the portal could still be told', async () => {
    answers['/api/v10/applications/@me'] = { ...application, integration_types_config: { 0: {} }, bot_require_code_grant: true };
    expect((await notesOf()).slice(1, -1)).toEqual([
      '○ User Install is off (optional: Installation → User Install)',
      '⚠ Switch Bot → Requires OAuth2 Code Grant off, or she cannot be invited.',
    ]);
  });

  it('a team’s application belongs to the team’s owner, and one without an owner to nobody', async () => {
    const team = { name: 'Den {keepers}', owner_user_id: '77', members: [] };
    answers['/api/v10/applications/@me'] = { ...application, team };
    expect(await check(token)).toMatchObject({ store: { DISCORD_OWNERS: 'discord:77' } });
    expect((await notesOf())[0]).toContain('The team Den {keepers} owns');
    answers['/api/v10/applications/@me'] = { id: '901', name: 'Luna' };
    expect(await check(token)).toMatchObject({ store: { DISCORD_OWNERS: '' } });
    expect((await notesOf())[0]).toContain('MIACHAT_OWNERS');
  });

  it('says of a wrong token what to do, and of another key of that page that it is one', async () => {
    expect(await reasonOf('canaryMTIz.GxYz12.wrong')).toContain('Reset Token');
    expect(await reasonOf('canary0123456789abcdef')).toContain('no bot token');
    expect(await reasonOf('')).toContain('No token came');
    expect(await reasonOf('canary.with a.space')).toContain('refused');
    expect(await reasonOf('canary.ümläut.x')).toContain('refused');
  });

  it('says what Discord answered instead, and that it does not answer', async () => {
    answers['/api/v10/applications/@me'] = 502;
    expect(await reasonOf(token)).toContain('502');
    answers['/api/v10/users/@me'] = { unexpected: true };
    expect(await reasonOf(token)).toContain('200');
    const { host } = new URL(apiUrl);
    await new Promise((done) => server.close(done));
    expect(await reasonOf(token)).toMatch(new RegExp(`at ${host} \\((?:ECONN|UND_ERR_)[A-Z]+\\)`));
  });

  it('takes the token nowhere else', async () => {
    answers['/api/v10/users/@me'] = `${apiUrl}/elsewhere`;
    await reasonOf(token);
    expect(asked.map(({ url }) => url)).toEqual(['/api/v10/users/@me']);
  });

  describe('then waiting for a server', () => {
    const guildsPath = '/api/v10/users/@me/guilds';

    async function wait(onSleep: (times: number) => unknown, leaving = new AbortController()): Promise<readonly string[]> {
      let times = 0;
      const waiting = createDiscordConnector({
        apiUrl,
        async sleep(_ms, signal) {
          times += 1;
          onSleep(times);
          signal.throwIfAborted();
        },
      });
      const pieces: string[] = [];
      for await (const piece of waiting.after?.({ DISCORD_TOKEN: token }, leaving.signal) ?? []) pieces.push(en(piece));
      return pieces;
    }

    it('says that it waits and where she came', async () => {
      answers[guildsPath] = [];
      const pieces = await wait((times) => {
        if (times === 2) answers[guildsPath] = 503;
        if (times === 4) answers[guildsPath] = [{ id: '1', name: "Leo's Den" }];
      });
      expect(pieces).toEqual(['waiting for a server…', "✓ Leo's Den"]);
    });

    it('where she is already, nobody waits', async () => {
      answers[guildsPath] = [{ name: 'Den' }, { name: 'Harbour' }];
      expect(await wait(() => undefined)).toEqual(['✓ Den, Harbour']);
    });

    it('ends after five minutes, when somebody leaves, and when the token is taken back', async () => {
      answers[guildsPath] = [];
      const slept = { times: 0 };
      expect(await wait((times) => void Object.assign(slept, { times }))).toEqual([
        'waiting for a server…',
        expect.stringContaining('link stays good'),
      ]);
      expect(slept.times * 3).toBe(300);
      const leaving = new AbortController();
      expect(await wait((times) => (times === 2 ? leaving.abort() : undefined), leaving)).toEqual(['waiting for a server…']);
      expect(await wait((times) => Object.assign(answers, times === 2 ? { [guildsPath]: 401 } : {}))).toEqual(['waiting for a server…']);
    });
  });
});
