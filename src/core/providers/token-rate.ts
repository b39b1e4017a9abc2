/** Tokens per UTF-16 unit of ordinary text as long as nothing is known about a model. */
export const standardTokensPerUnit = 0.25;

/** No model lies outside; reports that do count a cache or a picture. */
const bounds = { least: 0.125, most: 1 } as const;
/** Shorter requests say more about their frame than about their words. */
const leastUnits = 400;
/** Nearer than this the rate stays as it is, so that prompts do not shift at every turn. */
const indifference = 0.04;

/** What one request measured: `units` as `Prompt.units` counts them, `tokens` as the model reported. */
export interface RateReport {
  readonly units: number;
  readonly tokens: number;
}

/** The rate after one more report. Up in large steps, since a prompt that is too long is cut silently; down in small ones. */
export function learnRate(rate: number, { units, tokens }: RateReport): number {
  const observed = tokens / units;
  if (!(units >= leastUnits) || !(observed >= bounds.least) || !Number.isFinite(observed)) return rate;
  const target = Math.min(observed, bounds.most);
  if (Math.abs(target - rate) <= rate * indifference) return rate;
  const moved = rate + (target - rate) * (target > rate ? 0.5 : 0.15);
  return Math.round(Math.min(bounds.most, Math.max(bounds.least, moved)) * 10_000) / 10_000;
}

/** The rate prompts are laid out with: rounded up to coarse steps, so that learning rarely moves what is already cached. */
export function steadyRate(rate: number): number {
  const known = Number.isFinite(rate) ? Math.min(bounds.most, Math.max(bounds.least, rate)) : standardTokensPerUnit;
  return Math.ceil(known * 40 - 1e-6) / 40;
}
