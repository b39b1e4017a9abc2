import { describe, expect, it } from 'vitest';
import { runBot } from './run-bot.ts';

const blocksOf = (out: string): readonly string[] => out.trimEnd().split('\n\n');

describe('in a pipe', () => {
  it('answers each line on plain stdout, in order, and leaves with 0', async () => {
    const { code, out, err } = await runBot('hello\nmy dog is called Biscuit\nwhat is my dog called?\n');
    expect(code).toBe(0);
    const blocks = blocksOf(out);
    expect(blocks).toHaveLength(3);
    expect(blocks[2]).toContain('Biscuit');
    expect(out).not.toContain('\u001b');
    for (const block of blocks) expect(block).toMatch(/^Mia \(script\) {2}\S/);
    expect(err).toContain('ready: terminal as terminal:local');
    expect(err).toContain(
      'No language model found, so Mia is on her script: she can greet you, remember what you tell her and show you round, but she cannot really converse. /connect brings her alive.',
    );
  });

  it('versteht Deutsch', async () => {
    const { out } = await runBot('meine Schwester heißt Ada\nWie heißt meine Schwester?\nWie heißt mein Hund?');
    const blocks = blocksOf(out);
    expect(blocks[1]).toContain('Ada');
    expect(blocks[2]).not.toContain('Ada');
  });

  it.each([
    ['empty lines and lines of spaces are no lines', '\n  \nhello\n\n \nbye\n\n', 2],
    ['Windows line ends', 'hello\r\nbye\r\n', 2],
    ['no newline at the end', 'hello\nbye', 2],
    ['nothing at all', '', 0],
  ])('%s', async (_what, input, blocks) => {
    const { code, out } = await runBot(input);
    expect(code).toBe(0);
    expect(out === '' ? [] : blocksOf(out)).toHaveLength(blocks);
  });

  it('what is not UTF-8 is answered all the same, and said once on stderr', async () => {
    const { code, out, err } = await runBot(Buffer.from([0x68, 0x69, 0xff, 0xfe, 0x0a]));
    expect(code).toBe(0);
    expect(blocksOf(out)).toHaveLength(1);
    expect(err).toContain('not UTF-8');
  });

  it('a line of 10 MB gets its block, and so does the next', async () => {
    const { code, out } = await runBot(`${'x'.repeat(10_000_000)}\nhello\n`);
    expect(code).toBe(0);
    expect(blocksOf(out)).toEqual([expect.stringContaining('longer than'), expect.stringContaining('Mia')]);
  });

  it('a command works as a typed line', async () => {
    const { out } = await runBot('/help\n');
    expect(out).toContain('/chat say|retry|continue|stop');
  });
});
