import type { Reach } from '../privacy/reach.ts';
import type { Resolved, ResolvedSetting } from '../settings/settings-reader.ts';
import type { ModelChoice, ModelWish } from './model-router.ts';

/** The weakest first; the operator's variables come before what the operator stored. */
const order: readonly ResolvedSetting['from'][] = [
  'default',
  'operator',
  'environment',
  'community',
  'room',
  'thread',
  'personality',
  'person',
  'call',
];

/** Whose choice is their own for the moment: they are asked before another one stands in for it. */
const own: readonly ResolvedSetting['from'][] = ['call', 'person'];

/**
 * What every level wishes of a model, the strongest first: the ones behind are what it falls back to. A model goes with its provider; named
 * alone it is of the provider that holds below.
 */
export function wishOf(settings: Pick<Resolved, 'each'>, reach: Reach): ModelWish {
  const providers = settings.each('provider');
  const models = settings.each('model');
  const choices: ModelChoice[] = [];
  let provider: string | undefined;
  for (const level of order) {
    const named = providers.find(({ from }) => from === level)?.value;
    const model = models.find(({ from }) => from === level)?.value;
    if (named === undefined && model === undefined) continue;
    provider = named ?? provider;
    choices.unshift({
      ...(provider === undefined ? {} : { provider }),
      ...(model === undefined ? {} : { model }),
      isOwn: own.includes(level),
    });
  }
  return { choices, reach };
}
