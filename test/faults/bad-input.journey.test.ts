import { describe, expect, it } from 'vitest';
import { startProbe } from '../journeys/with-model.ts';

describe('bad input at the probe', () => {
  it.each([
    ['nonsense', 'line'],
    ['{"type":"message"', 'line'],
    ['[1]', 'line'],
    ['{"type":"greeting","id":"e1"}', 'type'],
    ['{"type":"message","id":"e1","text":"hello"}', 'from'],
    ['{"type":"message","id":"","from":"ada","text":"hello"}', 'id'],
    ['{"type":"message","id":"e1","from":"ada","text":7}', 'text'],
    ['{"type":"message","id":"e1","from":"ada","text":"hi","colour":"red"}', 'colour'],
    ['{"type":"message","id":"e1","from":"a\\u0000b","text":"hi"}', 'from'],
  ])('%s is refused naming %s', async (line, field) => {
    const probe = startProbe();
    probe.write(line);
    expect(await probe.line(({ type }) => type === 'error')).toMatchObject({ to: null, code: 'invalid-line', field });
    expect(await probe.say({ id: 'ok', from: 'ada', text: 'hello' })).toMatchObject({ type: 'reply' });
  });

  it('10 MB in one line is dropped while it comes, and the next line is answered', async () => {
    const probe = startProbe();
    probe.write(`{"type":"message","id":"e1","from":"ada","text":"${'x'.repeat(10_000_000)}"}`);
    expect(await probe.line(({ type }) => type === 'error')).toMatchObject({ to: null, code: 'too-large', field: 'line' });
    expect(await probe.say({ id: 'e2', from: 'ada', text: 'hello' })).toMatchObject({ type: 'reply' });
  });

  it.each([
    ['x'.repeat(20_001), 'too-large'],
    ['   \n\t ', 'empty-message'],
  ])('a message that cannot be answered is kept and refused', async (text, code) => {
    const probe = startProbe();
    expect(await probe.say({ id: 'e1', from: 'ada', text })).toMatchObject({ type: 'error', to: 'e1', code, field: 'text' });
    expect(await probe.say({ id: 'e2', from: 'ada', text: 'hello' })).toMatchObject({ type: 'reply' });
  });

  it.each(['🙂🙂', '\u0000', '}{', '"; DROP TABLE messages; --', '{char} {{user}} <script>', 'a\u202eb', '漢字', '*'.repeat(5000)])(
    '%j gets an answer',
    async (text) => {
      const probe = startProbe();
      expect(await probe.say({ id: 'e1', from: 'ada', text })).toMatchObject({ type: 'reply' });
    },
  );

  it('unknown commands say what was probably meant', async () => {
    const probe = startProbe();
    probe.write({ type: 'command', id: 'c1', from: 'ada', call: { command: 'chta stop' } });
    expect(await probe.end('c1')).toMatchObject({ code: 'unknown-command', message: expect.stringContaining('/chat') });
    probe.write({ type: 'command', id: 'c2', from: 'ada', call: { command: 'chat fly' } });
    expect(await probe.end('c2')).toMatchObject({ code: 'unknown-command', message: expect.stringContaining('/chat fly') });
  });
});
