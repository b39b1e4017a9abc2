import { describe, expect, it } from 'vitest';
import { learnRate, standardTokensPerUnit, steadyRate } from '../providers/token-rate.ts';
import { estimateTokens, ordinaryUnits, requestUnits, textTokens } from './estimate-tokens.ts';

const english =
  'The ferryman did not ask for coins. He asked what you had forgotten, and while you searched your pockets, the river carried the lantern away. ';
const russian = 'Паромщик не просил монет. Он спросил, что вы забыли, и пока вы искали по карманам, река унесла фонарь. ';
const japanese = '渡し守は硬貨を求めませんでした。何を忘れたのかと尋ね、あなたがポケットを探すあいだに川は灯りを運び去りました。';
const emoji = '🦊🚀🎉🌊🔥🍕';
const perToken = (text: string): number => (text.length / textTokens(text.repeat(20), standardTokensPerUnit)) * 20;

describe('the estimate of tokens', () => {
  it.each([
    ['English', english, 4.3],
    ['Russian', russian, 2.7],
    ['Japanese', japanese, 1.35],
    ['emoji', emoji, 1.3],
  ])('knows that %s costs otherwise', (_, text, measured) => {
    expect(perToken(text)).toBeGreaterThan(measured * 0.88);
    expect(perToken(text)).toBeLessThan(measured * 1.12);
  });

  it('counts signs, digits and endless words dearer than prose', () => {
    expect(perToken('!?#%&*')).toBeLessThan(2.5);
    expect(perToken('0123456789')).toBeLessThan(2.5);
    expect(perToken('a'.repeat(400))).toBeLessThan(2.5);
  });

  it('adds a little for the frame, and takes a model’s own rate', () => {
    expect(estimateTokens('')).toBe(4);
    expect(estimateTokens(english, 0.5)).toBeGreaterThan(estimateTokens(english) * 1.9);
    expect(estimateTokens(english, 0.25)).toBe(estimateTokens(english));
    expect(requestUnits([english, ''])).toBe(Math.round(ordinaryUnits(english) + 32));
  });
});

describe('the rate of a model', () => {
  it('comes near what was reported within ten requests, whichever way', () => {
    for (const truth of [0.18, 0.22, 0.25, 0.31, 0.4, 0.7]) {
      let rate: number = standardTokensPerUnit;
      for (let count = 0; count < 30; count += 1) rate = learnRate(rate, { units: 4000, tokens: truth * 4000 });
      expect(Math.abs(rate - truth) / truth).toBeLessThan(0.05);
    }
  });

  it('then stays as it is, so that nothing shifts', () => {
    expect(learnRate(0.25, { units: 4000, tokens: 1030 })).toBe(0.25);
    expect(learnRate(0.25, { units: 4000, tokens: 970 })).toBe(0.25);
  });

  it('goes up faster than down: a prompt that is too long is cut without a word', () => {
    const up = learnRate(0.25, { units: 4000, tokens: 2000 }) - 0.25;
    const down = 0.4 - learnRate(0.4, { units: 4000, tokens: 800 });
    expect(up).toBeGreaterThan(down * 2);
  });

  it.each([
    { units: 100, tokens: 90 },
    { units: 4000, tokens: 0 },
    { units: 4000, tokens: 12 },
    { units: 0, tokens: 10 },
    { units: 4000, tokens: Number.NaN },
    { units: 4000, tokens: Number.POSITIVE_INFINITY },
    { units: Number.NaN, tokens: 10 },
  ])('learns nothing from %j', (report) => {
    expect(learnRate(0.25, report)).toBe(0.25);
  });

  it('is bounded, and laid out in steps', () => {
    let rate = 0.25;
    for (let count = 0; count < 50; count += 1) rate = learnRate(rate, { units: 1000, tokens: 90_000 });
    expect(rate).toBeLessThanOrEqual(1);
    expect([0.25, 0.251, 0.274, 0.276, 9, 0, Number.NaN].map(steadyRate)).toEqual([0.25, 0.275, 0.275, 0.3, 1, 0.125, 0.25]);
  });
});
