import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleFact, sampleMessage, sampleMoment, sampleParts, samplePersonality, sampleTalk } from '../../../test/fakes/prompt-samples.ts';
import { buildPrompt } from './build-prompt.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { Prompt, PromptParts } from './prompt-parts.ts';

const rate = 0.25;
const sizeOf = ({ messages }: Prompt): number => messages.reduce((sum, { text }) => sum + estimateTokens(text, rate), 0);
const build = (fields: Partial<PromptParts>): Prompt => buildPrompt(sampleParts(fields));
const kept = (prompt: Prompt, source: string): readonly string[] =>
  prompt.items.filter((item) => item.source === source && item.kept).map(({ id }) => id);

const words = (count: number, word = 'word'): string => `${word} `.repeat(count);
const recalled = {
  hits: Array.from({ length: 12 }, (_, index) => ({
    message: sampleMessage({ id: `hit${index}`, text: words(40, `hit${index}`), at: sampleMoment - (index + 1) * 1e8 }),
    before: undefined,
    after: undefined,
    score: 12 - index,
  })),
  facts: [sampleFact({ id: 'fact', text: words(12, 'fact') })],
};

describe('size', () => {
  it('is never more than the window, the answer included, and never an error', () => {
    const part = fc.record({
      window: fc.constantFrom(512, 1024, 2048, 4096, 8192, 32_768),
      core: fc.nat(12_000),
      backstory: fc.nat(12_000),
      reminder: fc.nat(2000),
      about: fc.nat(3000),
      lore: fc.nat(30),
      turns: fc.integer({ min: 1, max: 40 }),
      length: fc.nat(3000),
      question: fc.constantFrom(1, 500, 5000, 40_000),
      isContinuing: fc.boolean(),
    });
    fc.assert(
      fc.property(part, ({ window, core, backstory, reminder, about, lore, turns, length, question, isContinuing }) => {
        const talk = sampleTalk(turns, (index) => `${index} ${'blah '.repeat(length / 5)}`);
        const prompt = build({
          window,
          isContinuing,
          personality: samplePersonality({
            system: 'core '.repeat(core / 5),
            backstory: 'back '.repeat(backstory / 5),
            reminder: 'mind '.repeat(reminder / 5),
            lore: Array.from({ length: lore }, (_, index) => ({
              id: `l${index}`,
              keys: ['blah'],
              pinned: index % 3 === 0,
              text: words(60, 'lore'),
            })),
          }),
          people: [{ participant: 'terminal:ada', name: 'Ada', pronouns: 'she', about: 'a'.repeat(about) }],
          history: [...talk.slice(0, -1), sampleMessage({ id: 'last', parent: 'x', text: `first ${'q '.repeat(question)} final` })],
          recalled,
        });
        expect(sizeOf(prompt) + prompt.maxTokens).toBeLessThanOrEqual(window);
        expect(prompt.maxTokens).toBe(Math.min(1024, window / 4));
        expect(prompt.messages.at(-2)?.role).toBe('user');
        if (window >= 1024) expect(prompt.messages.at(-2)?.text).toMatch(/^first [\s\S]*final$/);
        const spent = prompt.items.reduce((sum, item) => sum + (item.kept ? item.tokens : 0), 0);
        expect(Math.abs(spent - sizeOf(prompt))).toBeLessThan(200);
      }),
      { numRuns: 300 },
    );
  });

  it('makes room in a fixed order as the last line grows: examples, lore, memories, old lines, at last the line itself', () => {
    const lore = Array.from({ length: 20 }, (_, index) => ({ id: `l${index}`, keys: ['start'], priority: index, text: words(30, 'lore') }));
    const personality = samplePersonality({ lore });
    const talk = sampleTalk(40, () => words(20));
    const at = (length: number): Prompt =>
      build({
        window: 4096,
        personality,
        recalled,
        history: [...talk.slice(0, -1), sampleMessage({ id: 'last', parent: 'x', text: `start ${words(length)}` })],
      });
    const count = (prompt: Prompt) => ({
      examples: kept(prompt, 'personality').filter((id) => id.startsWith('example')).length,
      lore: kept(prompt, 'lore').length,
      memory: kept(prompt, 'memory').length,
    });
    const sizes = [10, 400, 800, 1100, 1300, 1500, 1700, 1900, 2100, 2300, 2500, 4000].map((length) => count(at(length)));
    const [small] = sizes;
    expect(Math.min(small?.examples ?? 0, small?.lore ?? 0, small?.memory ?? 0)).toBeGreaterThan(2);
    for (const { examples, lore: entries, memory } of sizes) {
      if (entries < (small?.lore ?? 0)) expect(examples).toBe(0);
      if (memory < (small?.memory ?? 0)) expect(entries).toBe(0);
    }
    expect(sizes.at(-1)).toEqual({ examples: 0, lore: 0, memory: 0 });
    expect(at(4000).messages.at(-2)?.text).toMatch(/^start [\s\S]+ cut here, it was too long [\s\S]+word $/);
    expect(at(4000).items.find(({ id }) => id === 'last')).toMatchObject({ reason: 'the last line, cut to fit', kept: true });
    expect(at(1700).items.find(({ id }) => id === 'last')?.reason).toBe('the last line');
  });

  it('drops lore by priority and goes on with smaller entries', () => {
    const lore = [
      { id: 'least', keys: ['start'], priority: 0, text: words(200, 'least') },
      { id: 'huge', keys: ['start'], priority: 9, text: words(790, 'hug') },
      { id: 'most', keys: ['start'], priority: 5, text: words(250, 'most') },
      { id: 'tiny', keys: ['start'], priority: -1, text: 'tiny' },
    ];
    const prompt = build({ window: 4096, personality: samplePersonality({ lore }), history: sampleTalk(1, () => 'start') });
    expect(prompt.items.filter(({ source }) => source === 'lore').map(({ id, kept: isKept }) => [id, isKept])).toEqual([
      ['huge', false],
      ['most', true],
      ['least', false],
      ['tiny', true],
    ]);
  });

  it('keeps the newest lines without a gap: behind the first that does not fit nothing is taken', () => {
    const talk = sampleTalk(10, (index) => (index === 12 ? words(5000) : `line ${index}`));
    const prompt = build({ window: 4096, history: talk });
    expect(kept(prompt, 'history')).toEqual(talk.slice(13).map(({ id }) => id));
  });

  it('keeps a few lines before a question that fills its share alone', () => {
    const talk = sampleTalk(30, () => words(15));
    const history = [...talk.slice(0, -1), sampleMessage({ id: 'last', parent: 'x', text: words(900) })];
    expect(kept(build({ window: 4096, history }), 'history').length).toBeGreaterThanOrEqual(6);
  });

  it('cuts a personality that is too long for the model, its background first, and says so', () => {
    const personality = samplePersonality({
      system: `Lena, in short. ${words(1000, 'core')}`,
      backstory: words(2300, 'back'),
      knowledge: [],
    });
    const prompt = build({ window: 2048, personality });
    const first = prompt.messages[0]?.text ?? '';
    expect(first).toMatch(/^You are Lena[\s\S]*Lena, in short[\s\S]*# Manner[\s\S]*# Boundaries/);
    expect(first).toContain('[…]');
    expect(first).not.toContain('back back');
    expect(prompt.items).toContainEqual({
      source: 'personality',
      id: 'cut',
      reason: 'too long for this model',
      score: 1,
      tokens: expect.any(Number),
      kept: false,
    });
    expect(build({ personality, window: 32_768 }).items.filter(({ id }) => id === 'cut')).toEqual([]);
  });

  it('builds a prompt of a long talk in a few milliseconds', () => {
    const parts = sampleParts({ history: sampleTalk(100, (index) => `${index} ${words(40)}`), recalled, window: 32_768 });
    buildPrompt(parts);
    const begun = performance.now();
    for (let count = 0; count < 20; count += 1) buildPrompt(parts);
    expect((performance.now() - begun) / 20).toBeLessThan(20);
  });
});
