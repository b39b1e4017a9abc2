import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshFolder } from './probe.ts';
import { key, PseudoTerminal } from './pseudo-terminal.ts';
import { runBot } from './run-bot.ts';

const token = 'canaryMTIz.GxYz12.canarysecretpart';

describe('npm start -- connect discord', () => {
  let server: Server;
  let servers: readonly { readonly name: string }[];
  let env: Readonly<Record<string, string>>;

  beforeEach(async () => {
    servers = [];
    server = createServer((request, response) => {
      const answers: Readonly<Record<string, unknown>> = {
        '/api/v10/users/@me': { id: '900', username: 'Luna' },
        '/api/v10/applications/@me': { id: '901', name: 'Luna', owner: { id: '42', username: 'leo' }, integration_types_config: { 0: {} } },
        '/api/v10/users/@me/guilds?limit=10': servers,
      };
      const isKnown = request.headers.authorization === `Bot ${token}`;
      response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isKnown ? answers[request.url ?? ''] : { message: '401: Unauthorized', code: 0 }));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    env = { DISCORD_API_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/api` };
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });

  /** Every byte the bot has written: its data, its log and the key file beside it. */
  function bytesBeside(folder: string): string {
    const files = readdirSync(dirname(folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.map(({ parentPath, name }) => readFileSync(`${parentPath}/${name}`, 'latin1')).join('\n');
  }

  it('in a terminal: three steps, a hidden prompt, who owns her, the invitation, and the server she comes to', async () => {
    const terminal = new PseudoTerminal({ args: ['connect', 'discord'], env });
    await terminal.see(
      /1 {2}Discord developer portal → New Application\n+2 {2}Bot → Reset Token → Copy .*\n+3 {2}Paste it here .*\n+token › $/,
    );
    terminal.type(token);
    terminal.type(key.enter);
    await terminal.see(/waiting for a server…$/);
    servers = [{ name: "Leo's Den" }];
    expect(await terminal.exited).toBe(0);
    expect(terminal.text).toContain('✓ Logged in as Luna. You, leo, own this application: you are the operator.');
    expect(terminal.text).toContain('○ User Install is off (optional: Installation → User Install)');
    expect(terminal.text).toMatch(/Invite her: https:\/\/discord\.com\/oauth2\/authorize\?client_id=901&/);
    expect(terminal.text).toContain("waiting for a server…  ✓ Leo's Den");
    expect(terminal.raw).not.toContain('canary');
    expect(bytesBeside(terminal.folder)).not.toContain('canary');
  });

  it('Ctrl-C at the prompt keeps nothing, Ctrl-C while she waits keeps everything', async () => {
    const early = new PseudoTerminal({ args: ['connect', 'discord'], env });
    await early.see(/token › $/);
    early.type(key.ctrlC);
    expect(await early.exited).toBe(130);
    expect(existsSync(early.folder)).toBe(false);
    const late = new PseudoTerminal({ args: ['connect', 'discord'], env });
    await late.see(/token › $/);
    late.type(`${token}\r`);
    await late.see(/waiting for a server…$/);
    late.type(key.ctrlC);
    expect(await late.exited).toBe(0);
    expect(late.text).toContain('Kept.');
    expect(existsSync(`${late.folder}.key`)).toBe(true);
  });

  it('for scripts the token comes on the input, sealed it is kept, and without its key the bot does not start', async () => {
    const folder = freshFolder();
    const { code, out, err } = await runBot(`${token}\n`, { args: ['connect', 'discord', '--json'], env, folder });
    expect([code, err]).toEqual([0, expect.stringContaining(`A key was made: ${folder}.key`)]);
    expect(JSON.parse(out.trim())).toMatchObject({ ok: true, stored: ['DISCORD_TOKEN', 'DISCORD_OWNERS'] });
    expect(`${out}${err}${bytesBeside(folder)}`).not.toContain('canary');
    if (process.platform !== 'win32') expect(statSync(`${folder}.key`).mode & 0o777).toBe(0o600);
    rmSync(`${folder}.key`);
    const start = await runBot('', { args: ['chat', '--json'], env, folder });
    expect(start.code).toBe(6);
    expect(JSON.parse(start.out.trim())).toMatchObject({
      type: 'error',
      code: 'key-missing',
      message: expect.stringContaining('DISCORD_TOKEN'),
    });
    const wrong = await runBot('', {
      args: ['chat', '--json'],
      env: { ...env, MIACHAT_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` },
      folder,
    });
    expect([wrong.code, JSON.parse(wrong.out.trim()).code]).toEqual([6, 'key-wrong']);
  });

  it('a wrong token says what to do, and one on the command line is not taken', async () => {
    const wrong = await runBot('canary.wrong.token\n', { args: ['connect', 'discord', '--json'], env });
    expect(wrong.code).toBe(7);
    expect(JSON.parse(wrong.out.trim())).toMatchObject({
      ok: false,
      field: 'DISCORD_TOKEN',
      message: expect.stringContaining('Reset Token'),
    });
    expect(`${wrong.out}${wrong.err}`).not.toContain('canary');
    const argument = await runBot('', { args: ['connect', 'discord', token], env });
    expect([argument.code, argument.err]).toEqual([2, expect.stringContaining('npm start -- connect discord asks for it')]);
    expect(`${argument.out}${argument.err}`).not.toContain('canary');
  });
});
