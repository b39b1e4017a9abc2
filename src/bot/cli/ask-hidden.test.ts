import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { askHidden, type HiddenInput } from './ask-hidden.ts';

/** A terminal's keyboard and screen. */
function keyboard() {
  const events = new EventEmitter();
  const modes: boolean[] = [];
  let screen = '';
  const input = Object.assign(events, {
    setRawMode: (mode: boolean) => modes.push(mode),
    resume: () => undefined,
    pause: () => undefined,
  }) as unknown as HiddenInput;
  const write = (text: string): boolean => {
    screen += text;
    return true;
  };
  const asked = askHidden('token › ', input, { write } as Parameters<typeof askHidden>[2]);
  return { asked, modes, events, type: (keys: string) => events.emit('data', Buffer.from(keys)), screen: () => screen };
}

describe('a secret asked for in the terminal', () => {
  it.each([
    ['typed', [...'hush-hush\r']],
    ['pasted', ['hush-hush\r']],
    ['pasted in pieces, with what stands behind its end', ['hush', '-hu', 'sh\nmore']],
    ['pasted with the marks around it', ['\u001b[200~hush-hush\u001b[201~', '\r']],
    ['corrected on the way', ['wrong\u0015hash', '\u007f\u007f\u007fush-hush', '\r']],
  ])('%s is read and never shown', async (_how, keys) => {
    const { asked, type, screen, modes, events } = keyboard();
    for (const key of keys) type(key);
    expect(await asked).toBe('hush-hush');
    expect(screen()).toBe('token › •••••••\n');
    expect(modes).toEqual([true, false]);
    expect(events.listenerCount('data')).toBe(0);
  });

  it('Ctrl-C and Ctrl-D leave, and the terminal is as before', async () => {
    for (const key of ['\u0003', '\u0004']) {
      const { asked, type, modes, screen } = keyboard();
      type(key);
      expect(await asked).toBeUndefined();
      expect(screen()).toBe('token › \n');
      expect(modes).toEqual([true, false]);
    }
  });

  it('letters beyond ASCII survive being cut in halves', async () => {
    const { asked, events } = keyboard();
    const bytes = Buffer.from('schlüssel\r');
    for (const byte of bytes) events.emit('data', Uint8Array.of(byte));
    expect(await asked).toBe('schlüssel');
  });
});
