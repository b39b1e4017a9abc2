import { describe, expect, it, onTestFinished } from 'vitest';
import { answerJson, type Exchange, type FaultServer, startFaultServer } from '../twins/faults/fault-server.ts';
import { createFaults } from '../twins/faults/faults.ts';
import { inside } from '../twins/faults/wire-words.ts';
import { anthropicWords } from '../twins/faults/wires/anthropic.ts';
import { filesWith } from './files-with.ts';
import { freshFolder } from './probe.ts';
import { runBot } from './run-bot.ts';
import { startProbe } from './with-model.ts';

const key = 'sk-ant-canary-4711-0815';
const faults = createFaults(anthropicWords);

async function anthropic(): Promise<FaultServer> {
  const server = await startFaultServer({ '/v1/messages': anthropicWords.violations });
  onTestFinished(async () => {
    const { violations } = server;
    await server.close();
    expect(violations).toEqual([]);
  });
  server.on('/v1/models', (exchange) => answerJson(exchange, 200, { data: [{ id: 'claude-haiku-5-5' }, { id: 'claude-opus-5-5' }] }));
  server.on('/v1/messages', faults.answers('Umbrellas, ', 'then.'));
  return server;
}

const at = ({ url }: FaultServer, more: Readonly<Record<string, string>> = {}) => ({
  MIACHAT_PROVIDER: 'anthropic',
  ANTHROPIC_BASE_URL: url,
  ANTHROPIC_API_KEY: key,
  ...more,
});
const talks = ({ exchanges }: FaultServer): readonly Exchange[] => exchanges.filter(({ path }) => path === '/v1/messages');

describe('with Anthropic', () => {
  it('she answers, and the receipt says who thought', async () => {
    const server = await anthropic();
    const probe = startProbe({ env: at(server) });
    expect(await probe.ready()).toMatchObject({ provider: 'anthropic', model: 'claude-haiku-5-5' });
    const reply = await probe.say({ id: 'e1', from: 'ada', text: 'what about the umbrellas?' });
    expect(reply).toMatchObject({ type: 'reply', text: 'Umbrellas, then.', receipt: { provider: 'anthropic', exposure: 'loopback' } });
    expect(inside(talks(server)[0]?.body, 'system', '0')).toMatchObject({
      text: expect.stringContaining('Mia'),
      cache_control: { type: 'ephemeral' },
    });
  });

  it('the part of the prompt that is cached is the same in every turn', async () => {
    const server = await anthropic();
    const probe = startProbe({ env: at(server) });
    for (const id of ['e1', 'e2', 'e3']) await probe.say({ id, from: 'ada', text: `hello for the ${id}` });
    const stable = talks(server).map(({ body }) => JSON.stringify(inside(body, 'system', '0')));
    expect(new Set(stable).size).toBe(1);
    expect(talks(server)).toHaveLength(3);
  });

  it('a key that is refused is a sentence without the key', async () => {
    const server = await anthropic();
    const probe = startProbe({ env: at(server) });
    await probe.ready();
    server.on('/v1/messages', faults.status(401, `no such key: ${key}`));
    const error = await probe.say({ id: 'e1', from: 'ada', text: 'hello' });
    expect(error).toMatchObject({ type: 'error', code: 'provider-auth' });
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it('who connects once has her at the next start, and the key stands nowhere', async () => {
    const server = await anthropic();
    const folder = freshFolder();
    const env = { MIACHAT_PROVIDER: '', ANTHROPIC_BASE_URL: server.url };
    const { code, out, err } = await runBot(`${key}\n`, { args: ['connect', 'anthropic', '--json'], env, folder });
    expect([code, JSON.parse(out.trim().split('\n').at(-1) ?? '')]).toEqual([0, expect.objectContaining({ ok: true })]);
    expect(`${out}${err}`).not.toContain('canary');
    expect(filesWith(folder, 'canary')).toEqual([]);
    expect((await runBot('what about the umbrellas?\n', { env, folder })).out).toMatch(/Umbrellas, then\./);
    expect(talks(server)[0]?.headers.authorization).toBe(`Bearer ${key}`);
  });
});
