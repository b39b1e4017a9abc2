import type { Prices } from '../../../core/ports/provider.ts';

const dollars = (read: number, cached: number, written: number): Prices => ({ in: read * 1e6, cached: cached * 1e6, out: written * 1e6 });

/**
 * What Anthropic takes for a million tokens, by the beginning of the name, as its documents said on 2026-11-25. Its list of models names no
 * prices; where ours does not either (tiers, introductory offers), nobody guesses.
 */
const prices: readonly (readonly [RegExp, Prices])[] = [
  [/^claude-fable-5-1\b/, dollars(10, 1, 50)],
  [/^claude-opus-5-5\b/, dollars(4, 0.2, 20)],
  [/^claude-opus-5(?:$|-\d{8})/, dollars(5, 0.5, 25)],
  [/^claude-sonnet-5-5\b/, dollars(2, 0.2, 10)],
  [/^claude-opus-4-[5-8]\b/, dollars(5, 0.5, 25)],
  [/^claude-sonnet-4-[56]\b/, dollars(3, 0.3, 15)],
  [/^claude-haiku-4-5\b/, dollars(1, 0.1, 5)],
];

export function pricesOf(model: string): Prices | undefined {
  return prices.find(([name]) => name.test(model))?.[1];
}
