import { describe, expect, it } from 'vitest';
import { createTerminalStage, miaSays, settled, type TerminalStage, targetOf } from '../../../../test/fakes/terminal-stage.ts';
import { BotError } from '../../../core/errors.ts';
import type { InboundEvent } from '../../../core/events/inbound-event.ts';
import type { Platform } from '../../../core/ports/platform.ts';
import { createPipePlatform } from './pipe-platform.ts';

/** Answers every message with its own text in brackets. */
async function start(stage: TerminalStage): Promise<Platform> {
  const platform = createPipePlatform(stage.setup, stage.io);
  await platform.start(async (event) => {
    const claimed = await stage.inbox(event);
    if (event.kind === 'message') setImmediate(() => platform.send(targetOf(event), miaSays(`[${event.text}]`, event.id), event.id));
    return claimed;
  }, stage.complete);
  return platform;
}

async function answers(input: string | Buffer): Promise<TerminalStage> {
  const stage = createTerminalStage();
  await start(stage);
  stage.io.input.end(input);
  await stage.until(() => stage.left.length > 0);
  return stage;
}

describe('the pipe', () => {
  it.each([
    ['two lines', 'a\nb\n', 'Mia  [a]\n\nMia  [b]\n'],
    ['CRLF', 'a\r\nb\r\n', 'Mia  [a]\n\nMia  [b]\n'],
    ['no final newline', 'a\nb', 'Mia  [a]\n\nMia  [b]\n'],
    ['empty and blank lines', '\n \n\t\na\n\n', 'Mia  [a]\n'],
    ['nothing', '', ''],
  ])('%s', async (_what, input, out) => {
    const stage = await answers(input);
    expect(stage.out()).toBe(out);
    expect(stage.left).toEqual([0]);
  });

  it('keeps greeting, label and ready line on stderr', async () => {
    const stage = createTerminalStage({ label: 'script' });
    await start(stage);
    expect(stage.out()).toBe('');
    expect(stage.err()).toContain('Mia (script)  Hello!');
    expect(stage.err().endsWith('ready: terminal as terminal:local\n')).toBe(true);
  });

  it('hands over a line only after the one before is answered', async () => {
    const stage = createTerminalStage();
    const platform = createPipePlatform(stage.setup, stage.io);
    await platform.start(stage.inbox, stage.complete);
    stage.io.input.end('one\ntwo\n');
    await stage.until(() => stage.events.length === 1);
    await settled();
    const [first] = stage.events;
    if (first === undefined) throw new Error('nothing was heard');
    expect(stage.events).toHaveLength(1);
    await platform.send(targetOf(first), { kind: 'notice', to: first.id, text: 'waking' }, 'notice');
    await settled();
    expect(stage.events).toHaveLength(1);
    await platform.send(targetOf(first), { kind: 'error', to: first.id, code: 'bug', message: 'Something broke.' }, 'key');
    await stage.until(() => stage.events.length === 2);
    expect(stage.out()).toBe('Something broke.\n');
    expect(stage.left).toEqual([]);
  });

  it('lets no empty line and no escape code into a block', async () => {
    const stage = createTerminalStage();
    const platform = createPipePlatform(stage.setup, stage.io);
    await platform.start(stage.inbox, stage.complete);
    stage.io.input.write('hi\n');
    await stage.until(() => stage.events.length === 1);
    const [event] = stage.events;
    if (event === undefined) throw new Error('nothing was heard');
    await platform.send(targetOf(event), miaSays('a\n\n \r\n\u001b[2Jb\u0007', event.id), 'key');
    await settled();
    expect(stage.out()).toBe('Mia  a\nb\n');
  });

  it('says once that the input is not UTF-8 and answers all the same', async () => {
    const stage = await answers(Buffer.from([0x68, 0xff, 0x0a, 0x69, 0xfe, 0x0a]));
    expect(stage.out()).toBe('Mia  [h�]\n\nMia  [i�]\n');
    expect(stage.err().split('UTF-8')).toHaveLength(2);
  });

  it('gives a line over 1 MiB its block and goes on', async () => {
    const stage = await answers(`${'x'.repeat(1024 * 1024 + 1)}\nb\n`);
    expect(stage.out()).toMatch(/^That line is longer[^\n]*\n\nMia {2}\[b\]\n$/);
  });

  it('says that a line could not be kept, and goes on', async () => {
    let isFull = true;
    const stage = createTerminalStage({
      async claim() {
        if (!isFull) return 'accepted';
        isFull = false;
        throw new BotError('storage-full', 'full');
      },
    });
    await start(stage);
    stage.io.input.end('a\nb\n');
    await stage.until(() => stage.left.length > 0);
    expect(stage.out()).toMatch(/^The disk is full[^\n]*\n\nMia {2}\[b\]\n$/);
  });

  it('leaves quietly when its reader goes away', async () => {
    const stage = createTerminalStage();
    await start(stage);
    stage.io.output.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await stage.until(() => stage.left.length > 0);
    expect(stage.left).toEqual([0]);
  });

  it('says on stderr where the data is, what was found and greets, in this order', async () => {
    const stage = createTerminalStage({ lines: ['✓ Ollama at 127.0.0.1:11434', '  Nothing you type leaves this computer.'] });
    await start(stage);
    expect(stage.err()).toBe(
      [
        'MiaChat 0.1.0 · your data: /somewhere/data',
        '✓ Ollama at 127.0.0.1:11434',
        '  Nothing you type leaves this computer.',
        'Mia  Hello! Tell me something.',
        'ready: terminal as terminal:local',
        '',
      ].join('\n'),
    );
  });

  const actions = [
    { token: 'token-1', label: 'Retry', icon: 'retry' },
    { token: 'token-2', label: 'Smaller model', icon: 'next' },
  ] as const;

  /** A pipe that was told one line, and its event. */
  async function told(line: string): Promise<{ stage: TerminalStage; platform: Platform; event: InboundEvent }> {
    const stage = createTerminalStage();
    const platform = createPipePlatform(stage.setup, stage.io);
    await platform.start(stage.inbox, stage.complete);
    stage.io.input.write(`${line}\n`);
    await stage.until(() => stage.events.length === 1);
    const [event] = stage.events;
    if (event === undefined) throw new Error('nothing was heard');
    return { stage, platform, event };
  }

  it('/2 presses what stands under the last answer; a bare number stays a word', async () => {
    const { stage, platform, event } = await told('hello');
    await platform.send(
      targetOf(event),
      { kind: 'error', to: event.id, code: 'provider-timeout', message: 'It did not begin.', actions },
      'k',
    );
    expect(stage.out()).toBe('It did not begin.\n[1] Retry   [2] Smaller model\n');
    stage.io.input.end('/2\n1\n');
    await stage.until(() => stage.events.length === 2);
    const press = stage.events[1];
    expect(press).toMatchObject({ kind: 'press', token: 'token-2' });
    // Its reply belongs to the line from before.
    await platform.send(targetOf(event), { kind: 'answer', to: press?.id ?? '', answer: { kind: 'talk', turn: 't' }, last: true }, 'talk');
    await settled();
    expect(stage.events).toHaveLength(2);
    await platform.send(targetOf(event), miaSays('Better now.', event.id), 'k2');
    await stage.until(() => stage.events.length === 3);
    expect(stage.events[2]).toMatchObject({ kind: 'message', text: '1' });
    expect(stage.out()).toMatch(/\n\nMia {2}Better now\.\n$/);
  });

  it('says when there is nothing of that number to press', async () => {
    const stage = await answers('/3\nhello\n');
    expect(stage.out()).toBe('There is nothing numbered 3 to press here.\n\nMia  [hello]\n');
  });

  it('keeps everything that does not stay on stderr: progress, earlier answers, a reply’s buttons', async () => {
    const { stage, platform, event } = await told('/connect ollama');
    const target = targetOf(event);
    await platform.send(
      target,
      { kind: 'answer', to: event.id, answer: { kind: 'progress', note: 'pulling', done: 1, of: 2 }, last: false },
      'k',
    );
    await platform.send(target, { kind: 'answer', to: event.id, answer: { kind: 'text', body: 'Looking…' }, last: false }, 'k');
    expect(stage.out()).toBe('');
    expect(stage.err()).toMatch(/pulling · 1\/2 \(50 %\)\nLooking…\n$/);
    await platform.send(target, { ...miaSays('There.', event.id), actions }, 'k');
    expect(stage.out()).toBe('Mia  There.\n');
    expect(stage.err()).not.toContain('Retry');
  });

  it('prints the file alone, so that it can be redirected', async () => {
    const { stage, platform, event } = await told('/personality export juno');
    const files = [{ name: 'juno.xml', mime: 'application/xml', text: '<personality>\n  <name>Juno</name>\n</personality>\n' }];
    await platform.send(
      targetOf(event),
      { kind: 'answer', to: event.id, answer: { kind: 'text', body: 'Here is Juno.', files }, last: true },
      'k',
    );
    expect(stage.out()).toBe('<personality>\n  <name>Juno</name>\n</personality>\n');
    expect(stage.err()).toContain('Here is Juno.');
  });

  it('names a picture below the answer and prints none of its bytes', async () => {
    const { stage, platform, event } = await told('/personality show juno');
    const files = [{ name: 'juno.png', mime: 'image/png', base64: 'iVBORw0KGgo=' }];
    const answer = { kind: 'text', body: 'Juno · dry', files } as const;
    await platform.send(targetOf(event), { kind: 'answer', to: event.id, answer, last: true }, 'k');
    expect(stage.out()).toBe('Juno · dry\n[juno.png]\n');
  });
});
