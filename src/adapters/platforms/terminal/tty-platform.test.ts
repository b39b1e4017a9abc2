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
): Promise<TerminalStage & { readonly platform: Platform; say(text: string): Promise<InboundEvent> }> {
  const stage = createTerminalStage(options);
  const platform = createTtyPlatform(stage.setup, stage.io, false);
  await platform.start(stage.inbox);
  return {
    ...stage,
    platform,
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
});
