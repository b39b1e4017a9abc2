import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  createTerminalStage,
  miaSays,
  settled,
  type TerminalStage,
  type TerminalStageOptions,
  targetOf,
} from '../../../../test/fakes/terminal-stage.ts';
import { BotError } from '../../../core/errors.ts';
import type { InboundEvent } from '../../../core/events/inbound-event.ts';
import type { Platform } from '../../../core/ports/platform.ts';
import { createTtyPlatform } from './tty-platform.ts';

const up = (rows: number): string => `\u001b[${rows}A`;

async function start(
  options: TerminalStageOptions = {},
): Promise<TerminalStage & { readonly platform: Platform; say(text: string): Promise<InboundEvent>; read(): string }> {
  const stage = createTerminalStage(options);
  const platform = createTtyPlatform(stage.setup, stage.io, false);
  await platform.start(stage.inbox, stage.complete);
  return {
    ...stage,
    platform,
    read: () => stripVTControlCharacters(stage.out()).replaceAll('\r', ''),
    async say(text) {
      const before = stage.events.length;
      stage.io.input.write(`${text}\r`);
      await stage.until(() => stage.events.length > before);
      const event = stage.events.at(-1);
      if (event === undefined) throw new Error('nothing was heard');
      return event;
    },
  };
}

describe('the terminal', () => {
  it('says where the data is, that no model is there, and greets; the ready line goes to stderr', async () => {
    const { out, err, platform } = await start({ label: 'script' });
    expect(out()).toContain('/somewhere/data');
    expect(out()).toContain('No language model found');
    expect(out()).toContain('Mia (script)  Hello! Tell me something.\n');
    expect(err()).toBe('ready: terminal as terminal:local\n');
    await platform.stop();
  });

  it('prints only what is new of a growing answer, and anew what was replaced', async () => {
    const { say, platform, out } = await start();
    const event = await say('go');
    const target = targetOf(event);
    const ref = await platform.send(target, miaSays('One ', event.id, { growing: true }), 'key');
    await platform.edit?.(target, miaSays('One two', event.id, { growing: true }), { ref, key: 'key' });
    expect(out()).toMatch(/Mia {2}One two$/);
    await platform.edit?.(target, miaSays('Three.', event.id), { ref, key: 'key' });
    expect(out()).toContain('Mia  One two\nMia  Three.\n');
    await platform.stop();
  });

  it('prints a finished answer once, though it is sent and then edited to the same words', async () => {
    const { say, platform, out } = await start();
    const event = await say('go');
    const target = targetOf(event);
    const ref = await platform.send(target, miaSays('Done.', event.id), 'key');
    await platform.edit?.(target, miaSays('Done.', event.id), { ref, key: 'key' });
    expect(out().split('Done.')).toHaveLength(2);
    await platform.edit?.(target, miaSays('Another variant.', event.id), { ref, key: 'key' });
    expect(out()).toContain('Another variant.');
    await platform.stop();
  });

  it('keeps what was typed meanwhile without climbing into the answer, however long it is', async () => {
    const { say, platform, out, io } = await start();
    const event = await say('go');
    const target = targetOf(event);
    const ref = await platform.send(target, miaSays('Ω', event.id, { growing: true }), 'key');
    const typed = 'x'.repeat(200);
    io.input.write(typed);
    await settled();
    expect(out()).not.toContain('xx');
    await platform.edit?.(target, miaSays('Ω.', event.id), { ref, key: 'key' });
    await settled();
    const redrawn = out().slice(out().lastIndexOf('Ω'));
    expect(redrawn).toContain(typed);
    expect(redrawn).not.toContain(up(2));
    await platform.send(target, { kind: 'notice', to: null, text: 'a notice' }, 'notice');
    expect(out().slice(out().lastIndexOf('Ω'))).toContain(`${up(2)}\r\u001b[Ja notice`);
    await platform.stop();
  });

  it('Ctrl-C stops an answer; twice within half a second is once; the next one leaves with 130', async () => {
    const { say, io, events, left, clock, until, platform } = await start();
    await say('go');
    io.input.write('\u0003\u0003');
    await until(() => events.length === 2);
    expect(events[1]).toMatchObject({ kind: 'command', call: { command: 'chat stop', args: {} } });
    await settled();
    expect(left).toEqual([]);
    await clock.advance(501);
    io.input.write('\u0003');
    await until(() => left.length > 0);
    expect(left).toEqual([130]);
    await platform.stop();
  });

  it('Ctrl-C at rest warns first', async () => {
    const { io, out, left, clock, until, events, platform } = await start();
    io.input.write('\u0003');
    await until(() => out().includes('once more'));
    await clock.advance(501);
    io.input.write('\u0003');
    await until(() => left.length > 0);
    expect(left).toEqual([130]);
    expect(events).toEqual([]);
    await platform.stop();
  });

  it.each([['\u0004'], ['/exit\r'], ['/quit\r']])('%j leaves with 0 after what was typed before is claimed and answered', async (keys) => {
    const claimed = Promise.withResolvers<'accepted'>();
    const idle = Promise.withResolvers<void>();
    const { io, left, until, events, platform, out } = await start({ claim: () => claimed.promise, idle: () => idle.promise });
    io.input.write(`last words\r${keys}`);
    await settled();
    claimed.resolve('accepted');
    await until(() => events.length === 1);
    const [event] = events;
    if (event === undefined) throw new Error('nothing was heard');
    await platform.send(targetOf(event), miaSays('Bye.', event.id), 'key');
    expect(out()).toContain('Mia  Bye.\n');
    expect(left).toEqual([]);
    idle.resolve();
    await until(() => left.length > 0);
    expect(left).toEqual([0]);
    await platform.stop();
  });

  it('says that a line could not be kept, and gives the prompt back', async () => {
    const { io, out, until, platform } = await start({ claim: async () => Promise.reject(new BotError('storage-failed', 'broken')) });
    io.input.write('hello\r');
    await until(() => /could not be kept[^\n]*\n[\s\S]*you {2}› /.test(out()));
    await platform.stop();
  });

  it('an empty line is no line, and /words are commands', async () => {
    const { say, events, io, platform } = await start();
    io.input.write('\r   \r');
    expect(await say('/personality use juno')).toMatchObject({ kind: 'command', call: { command: 'personality use juno', args: {} } });
    expect(events).toHaveLength(1);
    await platform.stop();
  });

  it('says where the data is, what was found, how to leave, and then greets', async () => {
    const { read, platform } = await start({ lines: ['✓ Ollama at 127.0.0.1:11434', '  Nothing you type leaves this computer.'] });
    expect(read().split('\n').slice(0, 5)).toEqual([
      'MiaChat 0.1.0 · your data: /somewhere/data',
      '✓ Ollama at 127.0.0.1:11434',
      '  Nothing you type leaves this computer.',
      'Ctrl-C stops an answer, Ctrl-D leaves.',
      'Mia  Hello! Tell me something.',
    ]);
    await platform.stop();
  });

  const actions = [
    { token: 'token-1', label: 'Retry', icon: 'retry' },
    { token: 'token-2', label: 'Smaller model', icon: 'next' },
  ] as const;
  const anError = { kind: 'error', code: 'provider-timeout', message: 'It did not begin.', actions } as const;

  it('a number presses what was just shown; once something was said only /1 does', async () => {
    const { say, platform, read } = await start();
    const event = await say('go');
    await platform.send(targetOf(event), { ...anError, to: event.id }, 'k');
    expect(read()).toContain('It did not begin.\n[1] Retry   [2] Smaller model\n');
    const press = await say('2');
    expect(press).toMatchObject({ kind: 'press', token: 'token-2' });
    await platform.send(targetOf(event), { kind: 'answer', to: press.id, answer: { kind: 'text', body: 'Done.' }, last: true }, 'k2');
    expect(await say('1')).toMatchObject({ kind: 'message', text: '1' });
    expect(await say('/1')).toMatchObject({ kind: 'press', token: 'token-1' });
    await platform.stop();
  });

  it('a number after her words is said to her, and her own buttons are not printed', async () => {
    const { say, platform, out } = await start();
    const event = await say('go');
    await platform.send(targetOf(event), { ...anError, to: null }, 'k');
    await platform.send(targetOf(event), { ...miaSays('One or two?', event.id), actions: [{ ...actions[0], label: 'Not like her' }] }, 'r');
    expect(out()).not.toContain('Not like her');
    expect(await say('1')).toMatchObject({ kind: 'message', text: '1' });
    await platform.stop();
  });

  it('says when there is nothing of that number to press, and gives the prompt back', async () => {
    const { io, until, read, events, platform } = await start();
    io.input.write('/7\r');
    await until(() => /nothing numbered 7[^\n]*\nyou {2}› $/.test(read()));
    expect(events).toEqual([]);
    await platform.stop();
  });

  it('a press whose reply belongs to an earlier line ends with that reply', async () => {
    const { say, platform, read } = await start();
    const event = await say('go');
    await platform.send(targetOf(event), { ...anError, to: event.id }, 'k');
    const press = await say('1');
    await platform.send(targetOf(event), { kind: 'answer', to: press.id, answer: { kind: 'talk', turn: 't' }, last: true }, 't');
    await settled();
    expect(read().endsWith('you  › ')).toBe(false);
    await platform.send(targetOf(event), miaSays('There.', event.id), 'r');
    await settled();
    expect(read()).toMatch(/Mia {2}There\.\nyou {2}› $/);
    await platform.stop();
  });

  it('progress is one line written anew; only the last answer stays, and the prompt waits for it', async () => {
    const { say, platform, clock, read } = await start();
    const event = await say('/connect ollama');
    const answer = (done: number) =>
      ({ kind: 'answer', to: event.id, answer: { kind: 'progress', note: 'pulling', done, of: 10 }, last: false }) as const;
    for (const done of [1, 2, 3]) {
      await platform.send(targetOf(event), answer(done), 'k');
      await clock.advance(80);
    }
    expect(read()).toMatch(/pulling · 1\/10 \(10 %\)[^\n]*pulling · 2\/10 \(20 %\)[^\n]*pulling · 3\/10/);
    expect(read().endsWith('you  › ')).toBe(false);
    await platform.send(targetOf(event), { kind: 'answer', to: event.id, answer: { kind: 'text', body: 'Connected.' }, last: true }, 'k');
    await settled();
    expect(read()).toMatch(/Connected\.\nyou {2}› $/);
    await platform.stop();
  });

  it('a file is put into the data folder, once, and it says where', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'miachat-'));
    const { say, platform, read } = await start({ dataFolder });
    const event = await say('/personality export juno');
    const files = [{ name: 'juno.xml', mime: 'application/xml', text: '<personality/>\n' }];
    const message = { kind: 'answer', to: event.id, answer: { kind: 'text', body: 'Here is Juno.', files }, last: true } as const;
    await platform.send(targetOf(event), message, 'k');
    await platform.edit?.(targetOf(event), message, { ref: 'k', key: 'k' });
    const path = join(dataFolder, 'exports', 'juno.xml');
    expect(read()).toContain(`Here is Juno.\nSaved as ${path}\n`);
    expect(readFileSync(path, 'utf8')).toBe('<personality/>\n');
    expect(readdirSync(join(dataFolder, 'exports'))).toEqual(['juno.xml']);
    await platform.stop();
  });

  it('a picture is saved byte for byte', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'miachat-'));
    const { say, platform, read } = await start({ dataFolder });
    const event = await say('/personality show juno');
    const files = [{ name: 'juno.png', mime: 'image/png', base64: 'iVBORw0KGgo=' }];
    const answer = { kind: 'text', body: 'Juno · dry', files } as const;
    await platform.send(targetOf(event), { kind: 'answer', to: event.id, answer, last: true }, 'k');
    const path = join(dataFolder, 'exports', 'juno.png');
    expect(read()).toContain(`Juno · dry\nSaved as ${path}\n`);
    expect(readFileSync(path)).toEqual(Buffer.from('iVBORw0KGgo=', 'base64'));
    await platform.stop();
  });

  it('a file that cannot be written is said, with the reason', async () => {
    const dataFolder = join(mkdtempSync(join(tmpdir(), 'miachat-')), 'data');
    writeFileSync(dataFolder, 'a file where the folder should be');
    const { say, platform, read, logger } = await start({ dataFolder });
    const event = await say('/personality export juno');
    const files = [{ name: 'juno.xml', mime: 'application/xml', text: 'x' }];
    await platform.send(targetOf(event), { kind: 'answer', to: event.id, answer: { kind: 'text', body: '', files }, last: true }, 'k');
    expect(read()).toMatch(/could not be written to [^\n]*\((?:ENOTDIR|EEXIST)\)\. Nothing was saved/);
    expect(JSON.stringify(logger.entries)).not.toContain('juno');
    await platform.stop();
  });

  const choices = [
    { value: '/personality use', label: 'Choose who answers here.' },
    { value: '/personality show', label: 'See one.' },
    { value: '/privacy show', label: 'Where your words went.' },
  ];

  it('Tab takes what fits, lists with labels where several do, and asks for this person and room', async () => {
    const { io, read, typings, say, platform } = await start({ choices });
    io.input.write('/p\t');
    await settled();
    expect(read()).toContain(
      '  /personality use    Choose who answers here.\n  /personality show   See one.\n  /privacy show       Where your words went.\nyou  › /p',
    );
    expect(typings).toMatchObject([{ room: 'terminal:local', participant: 'terminal:local', line: '/p' }]);
    io.input.write('e\t');
    await settled();
    expect(read()).toMatch(/ {2}use {4}Choose[^\n]*\n {2}show {3}See one\.\nyou {2}› \/pe(?:rsonality )$/);
    io.input.write('u\t');
    await settled();
    expect(await say('juno')).toMatchObject({ kind: 'command', call: { command: 'personality use juno' } });
    await platform.stop();
  });

  it('Tab in talk does nothing, nor does one that nothing fits', async () => {
    const { io, typings, say, platform } = await start({ choices });
    io.input.write('/x\t');
    await settled();
    io.input.write('\u007f\u007f');
    io.input.write('hi\t');
    await settled();
    expect(typings).toHaveLength(1);
    expect(await say(' there')).toMatchObject({ kind: 'message', text: 'hi there' });
    await platform.stop();
  });
});
