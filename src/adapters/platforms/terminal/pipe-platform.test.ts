import { describe, expect, it } from 'vitest';
import { createTerminalStage, miaSays, settled, type TerminalStage, targetOf } from '../../../../test/fakes/terminal-stage.ts';
import { BotError } from '../../../core/errors.ts';
import type { Platform } from '../../../core/ports/platform.ts';
import { createPipePlatform } from './pipe-platform.ts';

/** Answers every message with its own text in brackets. */
async function start(stage: TerminalStage): Promise<Platform> {
  const platform = createPipePlatform(stage.setup, stage.io);
  await platform.start(async (event) => {
    const claimed = await stage.inbox(event);
    if (event.kind === 'message') setImmediate(() => platform.send(targetOf(event), miaSays(`[${event.text}]`, event.id), event.id));
    return claimed;
  });
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
    await platform.start(stage.inbox);
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
    await platform.start(stage.inbox);
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
});
