import { describe, expect, it, onTestFinished } from 'vitest';
import { startOllamaTwin } from '../twins/ollama/ollama-twin.ts';
import { type OpenAITwin, type OpenAITwinOptions, startOpenAITwin } from '../twins/openai/openai-twin.ts';
import type { Line } from './probe.ts';
import { PseudoTerminal } from './pseudo-terminal.ts';
import { startProbe } from './with-model.ts';

const key = 'sk-operator-0123456789abcdef0123456789abcdef';

async function openai(options: OpenAITwinOptions = {}): Promise<OpenAITwin> {
  const twin = await startOpenAITwin({ key, ...options });
  onTestFinished(() => twin.close().catch(() => undefined));
  return twin;
}

async function ollama(answer?: () => Iterable<string>) {
  const twin = await startOllamaTwin({
    models: [{ name: 'llama3.1:8b', parameterSize: '8.0B' }],
    ...(answer === undefined ? {} : { answer }),
  });
  onTestFinished(() => twin.close().catch(() => undefined));
  return twin;
}

/** The twin in the part of a company's server: the operator says that it is far away. */
const cloud = (twin: OpenAITwin, more: Readonly<Record<string, string>> = {}) => ({
  MIACHAT_PROVIDER: 'openai',
  OPENAI_BASE_URL: twin.base,
  OPENAI_API_KEY: key,
  OPENAI_LOCALITY: 'cloud',
  ...more,
});

const asked = (line: Line): boolean => line.type === 'error' && line.code === 'needs-consent';

describe('a model in the cloud', () => {
  it('is told nothing before a yes; after it the reply belongs to the same message, through a kill in between', async () => {
    const twin = await openai();
    const probe = startProbe({ env: cloud(twin) });
    await probe.ready();
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'my diary is in the oven' });
    const question = await probe.line(asked);
    expect(question).toMatchObject({ to: 'e1', field: 'openai' });
    expect(question.actions?.map(({ icon }) => icon)).toEqual(['yes', 'no']);
    expect(twin.chats).toEqual([]);
    const again = startProbe({ folder: await killed(probe), env: cloud(twin) });
    await again.ready();
    again.write({ type: 'press', id: 'p1', from: 'ada', token: question.actions?.[0]?.token });
    const reply = await again.line(({ type, to }) => type === 'reply' && to === 'e1');
    expect(reply).toMatchObject({
      text: 'I heard: my diary is in the oven',
      receipt: { provider: 'openai', exposure: 'cloud', ceiling: 'cloud' },
    });
    expect(twin.chats).toHaveLength(1);
    expect(twin.violations).toEqual([]);
  });

  it('a typed yes is one, a no keeps it at home', async () => {
    const twin = await openai();
    const probe = startProbe({ env: cloud(twin) });
    await probe.ready();
    for (const [who, word] of [
      ['ada', 'yes'],
      ['bob', 'no'],
    ]) {
      probe.write({ type: 'message', id: `${who}-1`, from: who, text: `hello from ${who}` });
      await probe.line((line) => asked(line) && line.to === `${who}-1`);
      probe.write({ type: 'message', id: `${who}-2`, from: who, text: word });
      await probe.line(({ type, to }) => type === 'answer' && to === `${who}-2`);
    }
    await probe.line(({ type, to }) => type === 'reply' && to === 'ada-1');
    expect(JSON.stringify(twin.received.map(({ body }) => body))).not.toContain('bob');
  });

  it('never: nobody is asked, nothing is sent', async () => {
    const twin = await openai();
    const probe = startProbe({ env: cloud(twin, { MIACHAT_CLOUD: 'never' }) });
    await probe.ready();
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'hello' });
    expect(await probe.end('e1')).toMatchObject({ code: 'no-model' });
    expect(twin.chats).toEqual([]);
  });

  it('an address that is said to be near and is not gets no connection', async () => {
    const twin = await openai();
    const probe = startProbe({
      env: cloud(twin, { OPENAI_BASE_URL: `http://192.0.2.1:${twin.port}/v1`, OPENAI_LOCALITY: 'loopback' }),
    });
    await probe.ready();
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'hello' });
    expect(await probe.end('e1')).toMatchObject({ type: 'error' });
    expect(twin.received).toEqual([]);
  });
});

describe('the first lines', () => {
  it.each([
    ['ask', /Before anything you type goes to 127\.0\.0\.1, I ask you/],
    ['allow', /What you type is sent to the servers of 127\.0\.0\.1/],
    ['never', /Nothing you type goes to 127\.0\.0\.1/],
  ])('promise what holds where the operator says %s', async (mode, promise) => {
    const twin = await openai();
    const terminal = new PseudoTerminal({ env: cloud(twin, { MIACHAT_CLOUD: mode }) });
    await terminal.see(promise);
  });
});

describe('when a provider fails', () => {
  it('another one within the ceiling answers, and the receipt names it', async () => {
    const twin = await openai({ key: 'sk-another-key-that-nobody-has-000000' });
    const local = await ollama();
    const probe = startProbe({ env: cloud(twin, { MIACHAT_CLOUD: 'allow', OLLAMA_BASE_URL: local.url }) });
    await probe.ready();
    const reply = await probe.say({ id: 'e1', from: 'ada', text: 'hello' });
    expect(reply.receipt).toMatchObject({ provider: 'ollama', exposure: 'loopback' });
    expect(local.chats).toHaveLength(1);
  });

  it('no key, no prompt and no foreign sentence stands in the error, on any stream', async () => {
    const twin = await openai({ key: 'sk-another-key-that-nobody-has-000000' });
    const probe = startProbe({ env: cloud(twin, { MIACHAT_CLOUD: 'allow', LOG_LEVEL: 'trace' }) });
    await probe.ready();
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'canaryword' });
    const error = await probe.end('e1');
    expect(error.type).toBe('error');
    const said = `${probe.stderr}${JSON.stringify(probe.lines.filter(({ type }) => type !== 'accepted'))}`;
    for (const secret of [key, 'Incorrect API key', 'canaryword']) expect(said).not.toContain(secret);
  });
});

describe('local-only', () => {
  it('keeps every byte at home, whoever fails and whatever was agreed to', async () => {
    const twin = await openai();
    const local = await ollama();
    const probe = startProbe({ env: cloud(twin, { MIACHAT_CLOUD: 'allow', OLLAMA_BASE_URL: local.url }) });
    await probe.ready();
    await probe.call('privacy local-only', { from: 'ada' });
    const reply = await probe.say({ id: 'e1', from: 'ada', text: 'canaryword' });
    expect(reply.receipt).toMatchObject({ provider: 'ollama' });
    await local.close();
    probe.write({ type: 'message', id: 'e2', from: 'ada', text: 'canaryword again' });
    expect(await probe.end('e2')).toMatchObject({ type: 'error' });
    probe.write({ type: 'message', id: 'e3', from: 'bob', room: 'den', members: ['ada', 'bob'], text: 'Mia, what did ada say?' });
    expect((await probe.end('e3')).receipt).toMatchObject({ provider: 'openai' });
    expect(twin.received.map(({ body }) => body).join()).not.toContain('canaryword');
  });

  it('holds in a shared room: the lines stay behind when somebody else’s model is asked, and the receipt says so', async () => {
    const twin = await openai();
    const local = await ollama();
    const probe = startProbe({ env: cloud(twin, { MIACHAT_CLOUD: 'allow', OLLAMA_BASE_URL: local.url }) });
    await probe.ready();
    await probe.call('privacy local-only', { from: 'ada' });
    const den = { room: 'den', members: ['ada', 'bob'] };
    probe.write({ type: 'message', id: 'e1', from: 'ada', ...den, text: 'Mia, my canaryword is in the oven' });
    expect((await probe.end('e1')).receipt).toMatchObject({ provider: 'ollama' });
    probe.write({ type: 'message', id: 'e2', from: 'bob', ...den, text: 'Mia, what did ada say?' });
    const reply = await probe.end('e2');
    expect(reply.receipt).toMatchObject({ provider: 'openai', exposure: 'cloud' });
    expect(JSON.stringify(reply.receipt)).toContain('may not travel that far');
    expect(JSON.stringify(twin.chats)).not.toContain('canaryword');
    // The answer to Ada repeats her words.
    expect(JSON.stringify(twin.chats)).not.toContain('oven');
  });
});

async function killed(probe: ReturnType<typeof startProbe>): Promise<string> {
  process.kill(probe.pid, 'SIGKILL');
  await probe.exited.catch(() => undefined);
  return probe.folder;
}
