import { describe, expect, it } from 'vitest';
import { samplePersonality } from '../../../test/fakes/prompt-samples.ts';
import { alwaysTokens } from './always-tokens.ts';

describe('what always stands of a personality', () => {
  const more = (fields: Parameters<typeof samplePersonality>[0]): number =>
    alwaysTokens(samplePersonality(fields), 'en') - alwaysTokens(samplePersonality(), 'en');

  it('grows with its core, reminder, pinned lore and set sliders', () => {
    expect(more({ system: 'word '.repeat(1000) })).toBeGreaterThan(800);
    expect(more({ reminder: 'word '.repeat(300) })).toBeGreaterThan(250);
    expect(more({ lore: [{ id: 'x', keys: [], pinned: true, text: 'word '.repeat(500) }] })).toBeGreaterThan(400);
    expect(more({ sliders: { verbosity: 30, warmth: 70, directness: 65, humor: 10 } })).toBeGreaterThan(5);
  });

  it('does not count what comes and goes: examples, sleeping lore, the other language', () => {
    expect(more({ examples: [] })).toBe(0);
    expect(more({ lore: [...samplePersonality().lore, { id: 'x', keys: ['x'], text: 'word '.repeat(500) }] })).toBe(0);
    expect(more({ boundaries: [...samplePersonality().boundaries, { language: 'de', text: 'wort '.repeat(300) }] })).toBe(0);
  });
});
