import { describe, expect, it, onTestFinished } from 'vitest';
import { liteLLMTwin } from '../twins/openai/dialects.ts';
import { type OpenAITwin, type OpenAITwinOptions, startOpenAITwin } from '../twins/openai/openai-twin.ts';
import { freshFolder } from './probe.ts';
import { runBot } from './run-bot.ts';
import { startProbe } from './with-model.ts';

const key = 'sk-canary-key-0123456789';

async function start(options: OpenAITwinOptions = {}): Promise<OpenAITwin> {
  const twin = await startOpenAITwin(options);
  onTestFinished(() => twin.close().catch(() => undefined));
  return twin;
}

const at = (twin: OpenAITwin, more: Readonly<Record<string, string>> = {}) => ({
  MIACHAT_PROVIDER: '',
  OPENAI_BASE_URL: twin.base,
  ...more,
});

describe('with a server that speaks Chat Completions', () => {
  it('she talks through the real SDK, whatever stands in the environment', async () => {
    const twin = await start({ key });
    const canary = 'canary-90ab';
    const probe = startProbe({
      env: at(twin, {
        OPENAI_API_KEY: key,
        OPENAI_ORG_ID: canary,
        OPENAI_PROJECT_ID: canary,
        OPENAI_CUSTOM_HEADERS: `X-Canary: ${canary}`,
        OPENAI_LOG: 'debug',
        HTTP_PROXY: 'http://127.0.0.1:1',
        HTTPS_PROXY: 'http://127.0.0.1:1',
        NODE_USE_ENV_PROXY: '1',
      }),
    });
    expect(await probe.ready()).toMatchObject({ provider: 'openai', model: 'tiny' });
    const reply = await probe.say({ id: 'e1', from: 'ada', text: 'hello there' });
    expect(reply).toMatchObject({
      type: 'reply',
      text: 'I heard: hello there',
      receipt: { provider: 'openai', model: 'tiny', exposure: 'loopback' },
    });
    const [chat] = twin.chats;
    expect(chat?.messages[0]).toMatchObject({ role: 'system', content: expect.stringContaining('Mia') });
    expect(JSON.stringify(twin.received)).not.toContain(canary);
    expect(probe.stderr).not.toMatch(/sk-canary|hello there|canary-90ab/);
    expect(twin.violations).toEqual([]);
  });

  it('two turns in a row send the same bytes up to what was said last', async () => {
    const twin = await start();
    const probe = startProbe({ env: at(twin) });
    await probe.call('me name Ada');
    for (const id of ['e1', 'e2', 'e3']) await probe.say({ id, from: 'ada', text: `hello for the ${id}` });
    const [, second = '', third = ''] = twin.chats.map(({ messages }) => JSON.stringify(messages));
    const upTo = second.indexOf('hello for the e2');
    expect(upTo).toBeGreaterThan(500);
    expect(third.slice(0, upTo)).toBe(second.slice(0, upTo));
  });

  it('a wrong key is a sentence that does not hold it', async () => {
    const twin = await start({ key });
    const probe = startProbe({ env: at(twin, { OPENAI_API_KEY: 'sk-revoked-key-0000' }) });
    const error = await probe.say({ id: 'e1', from: 'ada', text: 'hello' });
    expect(error).toMatchObject({ type: 'error' });
    expect(error.message).toContain('does not accept the key. /connect openai takes another one.');
    expect(`${JSON.stringify(probe.lines)}${probe.stderr}`).not.toContain('sk-revoked');
    expect(twin.chats).toEqual([]);
  });

  it('pointed at its own pages, it says that this is no model server', async () => {
    const placeholder = await startOpenAITwin();
    const { port } = placeholder;
    await placeholder.close();
    const env = { MIACHAT_PROVIDER: '', METRICS_PORT: String(port), OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` };
    const probe = startProbe({ env });
    let count = 0;
    const said = async (): Promise<string | undefined> => {
      count += 1;
      return (await probe.say({ id: `e${count}`, from: 'ada', text: 'hello' })).message;
    };
    // Its pages come up after the first look; the next one finds them.
    await expect
      .poll(said, { interval: 500, timeout: 20_000 })
      .toContain(`Something answers at 127.0.0.1:${port}, but it is no model server.`);
  });

  it('connected once, it is found at the next start', async () => {
    const twin = await start({ ...liteLLMTwin, key: 'sk-twin-0123456' });
    const folder = freshFolder();
    const refused = await runBot('', { args: ['connect', 'litellm', twin.url, '--json'], env: { MIACHAT_PROVIDER: '' }, folder });
    expect([refused.code, JSON.parse(refused.out)]).toEqual([7, expect.objectContaining({ ok: false, field: 'LITELLM_API_KEY' })]);
    const open = await start(liteLLMTwin);
    const connected = await runBot('', { args: ['connect', 'litellm', open.url, '--json'], env: { MIACHAT_PROVIDER: '' }, folder });
    expect([connected.code, JSON.parse(connected.out)]).toEqual([0, expect.objectContaining({ ok: true, stored: ['LITELLM_BASE_URL'] })]);
    const probe = startProbe({ env: { MIACHAT_PROVIDER: '', LITELLM_LOCALITY: 'loopback' }, folder });
    expect(await probe.ready()).toMatchObject({ provider: 'litellm', model: 'house' });
    expect(await probe.say({ id: 'e1', from: 'ada', text: 'hello' })).toMatchObject({ receipt: { provider: 'litellm', model: 'house' } });
  });
});
