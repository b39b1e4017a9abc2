import { describe, expect, it, onTestFinished } from 'vitest';
import { type OllamaTwin, type OllamaTwinOptions, startOllamaTwin } from '../twins/ollama/ollama-twin.ts';
import { PseudoTerminal } from './pseudo-terminal.ts';
import { runBot } from './run-bot.ts';
import { startProbe } from './with-model.ts';

async function ollama(options: Partial<OllamaTwinOptions> = {}): Promise<OllamaTwin> {
  const twin = await startOllamaTwin({
    models: [
      { name: 'llama3.1:8b', parameterSize: '8.0B' },
      { name: 'nomic-embed-text', families: ['nomic-bert'] },
    ],
    ...options,
  });
  onTestFinished(() => twin.close().catch(() => undefined));
  return twin;
}

const at = (twin: { readonly url: string }, more: Readonly<Record<string, string>> = {}) => ({
  MIACHAT_PROVIDER: '',
  OLLAMA_BASE_URL: twin.url,
  ...more,
});

describe('with an Ollama', () => {
  it('the first lines name server, model, window, and that nothing leaves the computer', async () => {
    const twin = await ollama({ loaded: ['llama3.1:8b'] });
    const terminal = new PseudoTerminal({ env: at(twin) });
    await terminal.see(/✓ Ollama at 127\.0\.0\.1:\d+ · 1 chat model · using llama3\.1:8b, window [\d,]+/);
    await terminal.see(/already loaded/);
    await terminal.see(/Nothing you type leaves this computer/);
    await terminal.say('hello there');
    await terminal.see(/Mia {2}I heard: /);
    expect(twin.violations).toEqual([]);
  });

  it('every request carries the window, and the prompt holds who she is', async () => {
    const twin = await ollama();
    const probe = startProbe({ env: at(twin) });
    expect(await probe.ready()).toMatchObject({ provider: 'ollama', model: 'llama3.1:8b' });
    const reply = await probe.say({ id: 'e1', from: 'ada', text: 'hello' });
    expect(reply.receipt).toMatchObject({ provider: 'ollama', model: 'llama3.1:8b', exposure: 'loopback' });
    const [chat] = twin.chats;
    expect(chat?.options?.num_ctx).toBeGreaterThanOrEqual(2048);
    expect(chat?.messages[0]).toMatchObject({ role: 'system', content: expect.stringContaining('Mia') });
    expect(twin.violations).toEqual([]);
  });

  it('two turns in a row send the same bytes up to what was said last', async () => {
    const twin = await ollama();
    const probe = startProbe({ env: at(twin) });
    await probe.call('me name Ada');
    for (const id of ['e1', 'e2', 'e3']) await probe.say({ id, from: 'ada', text: `hello for the ${id}` });
    const bodies = twin.chats.map(({ messages }) => JSON.stringify(messages));
    const [, second = '', third = ''] = bodies;
    const upTo = second.indexOf('hello for the e2');
    expect(upTo).toBeGreaterThan(500);
    expect(third.slice(0, upTo)).toBe(second.slice(0, upTo));
  });

  it('that answers only two routes she talks all the same', async () => {
    const twin = await ollama({ without: ['/api/ps', '/api/show', '/api/version'] });
    const { out, code } = await runBot('hello\n', { env: at(twin) });
    expect([code, out]).toEqual([0, expect.stringMatching(/^Mia {2}I heard: /)]);
  });

  it('that is not there: what is wrong and what to do, the message kept, answered once it comes', async () => {
    const first = await ollama();
    const { port, url } = first;
    await first.close();
    const probe = startProbe({ env: { MIACHAT_PROVIDER: '', OLLAMA_BASE_URL: url } });
    const error = await probe.say({ id: 'e1', from: 'ada', text: 'what should I cook tonight?' });
    expect(error).toMatchObject({ type: 'error', code: 'provider-unreachable' });
    expect(error.message).toContain(`Ollama doesn’t answer at 127.0.0.1:${port}`.replace('’', "'"));
    expect(error.message).toContain('/connect ollama http://HOST:11434');
    await ollama({ port });
    const notice = await probe.line(({ type, text }) => type === 'notice' && (text?.includes('properly here now') ?? false));
    expect(notice).toMatchObject({
      to: 'e1',
      text: "✓ Ollama is up with llama3.1:8b. I'm properly here now. You were asking: “what should I cook tonight?”",
    });
    expect(await probe.line(({ type, to }) => type === 'reply' && to === 'e1')).toMatchObject({
      text: expect.stringContaining('I heard: '),
    });
  });

  it('without a chat model it says which command brings one, and notices by itself', async () => {
    const twin = await ollama({ models: [{ name: 'nomic-embed-text', families: ['nomic-bert'] }] });
    const probe = startProbe({ env: at(twin) });
    const error = await probe.say({ id: 'e1', from: 'ada', text: 'hello' });
    expect(error.message).toContain('Ollama is up but has no chat model (found: nomic-embed-text). ollama pull llama3.2:3b');
    twin.models = [{ name: 'llama3.2:3b', parameterSize: '3.2B' }];
    expect(await probe.line(({ type, to }) => type === 'reply' && to === 'e1')).toMatchObject({ text: expect.stringContaining('I heard') });
  });

  it('a model that vanishes between turns is a sentence, not a crash', async () => {
    const twin = await ollama();
    const probe = startProbe({ env: at(twin) });
    await probe.say({ id: 'e1', from: 'ada', text: 'hello' });
    twin.models = [];
    const error = await probe.say({ id: 'e2', from: 'ada', text: 'and now?' });
    expect(error).toMatchObject({ type: 'error', code: 'model-missing' });
    expect(error.message).toContain('llama3.1:8b');
    expect(error.actions?.map(({ label }) => label)).toContain('Retry');
    twin.models = [{ name: 'llama3.1:8b', parameterSize: '8.0B' }];
    expect((await probe.press('Retry')).type).toBe('reply');
  });

  it('a cold model: she says that she wakes it, and the next time how long it took', async () => {
    const twin = await ollama();
    const gate = twin.hold('/api/chat');
    const probe = startProbe({ env: at(twin) });
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'hello' });
    const notice = await probe.line(({ type, text }) => type === 'notice' && (text?.startsWith('Waking') ?? false));
    expect(notice).toMatchObject({ to: 'e1', text: 'Waking llama3.1:8b up.' });
    gate.open();
    expect((await probe.end('e1')).type).toBe('reply');
  });

  it('MIACHAT_MODEL wins over OLLAMA_MODEL, and a model of one’s own over both', async () => {
    const twin = await ollama({ models: ['a:1b', 'b:1b', 'c:1b'].map((name) => ({ name, parameterSize: '1.0B' })) });
    const probe = startProbe({ env: at(twin, { MIACHAT_PROVIDER: 'ollama', MIACHAT_MODEL: 'a:1b', OLLAMA_MODEL: 'b:1b' }) });
    expect((await probe.ready()) as unknown).toMatchObject({ model: 'a:1b' });
    await probe.say({ id: 'e1', from: 'ada', text: 'hello' });
    expect((await probe.call('settings model c:2b')).message).toContain('Did you mean c:1b?');
    await probe.call('settings model c:1b');
    await probe.say({ id: 'e2', from: 'ada', text: 'hello' });
    await probe.say({ id: 'e3', from: 'bob', text: 'hello' });
    expect(twin.chats.map(({ model }) => model)).toEqual(['a:1b', 'c:1b', 'a:1b']);
  });

  it('connected once, it is found at the next start', async () => {
    const twin = await ollama();
    const connected = await runBot('', { args: ['connect', 'ollama', twin.url, '--json'], env: { MIACHAT_PROVIDER: '' } });
    expect(JSON.parse(connected.out.trim().split('\n').at(-1) ?? '')).toMatchObject({ ok: true });
    expect(connected.code).toBe(0);
    const nowhere = await runBot('', { args: ['connect', 'ollama', 'http://127.0.0.1:9', '--json'], env: { MIACHAT_PROVIDER: '' } });
    expect(nowhere.code).toBe(7);
    expect(JSON.parse(nowhere.out)).toMatchObject({ ok: false, field: 'OLLAMA_BASE_URL' });
  });

  it('in the chat the operator connects, and the open question is answered', async () => {
    const twin = await ollama();
    const probe = startProbe({ env: { MIACHAT_PROVIDER: '', MIACHAT_OWNERS: 'terminal:ada' } });
    const scripted = await probe.say({ id: 'e1', from: 'ada', text: 'what should I cook tonight?' });
    expect(scripted).toMatchObject({ type: 'reply', receipt: { provider: 'offline' } });
    const found = await probe.call({ command: 'connect', args: { name: 'ollama', value: twin.url } });
    expect(found.answer?.body).toContain('Ollama at');
    const answered = await probe.line(({ type, receipt }) => type === 'reply' && receipt?.['provider'] === 'ollama');
    expect(answered).toMatchObject({ to: 'e1', key: scripted.key, variant: 2 });
  });
});
