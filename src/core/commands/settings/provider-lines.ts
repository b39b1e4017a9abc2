import type { KeptKey } from '../../ports/key-keeper.ts';
import type { ChatProvider, Exposure, ModelInfo } from '../../ports/provider.ts';
import type { ProviderWatch } from '../../providers/create-provider-watch.ts';
import type { ProviderStatus } from '../../providers/model-router.ts';
import type { CommandNeeds, Tell } from '../command-needs.ts';
import { settingsTexts } from './texts.ts';

/** `degraded`: it answers, and not always or with no model; `keyless`: nobody can be asked there without a key of their own. */
export type HealthMark = 'healthy' | 'degraded' | 'down' | 'keyless';

/** By what it says of itself and by what traffic has shown. */
export function healthOf({ health, provider }: ProviderStatus, watch: Pick<ProviderWatch, 'health'>, own: readonly KeptKey[]): HealthMark {
  const hasOwn = own.some((key) => key.provider === provider.name);
  if (provider.keys?.hasOperators === false && !hasOwn) return 'keyless';
  const seen = watch.health(provider.name).state;
  if (seen === 'down' || (health?.state === 'down' && !hasOwn)) return 'down';
  return seen === 'degraded' || (health?.state === 'up' && health.chosen === undefined) ? 'degraded' : 'healthy';
}

const marks: Readonly<Record<HealthMark, string>> = { healthy: '●', degraded: '◐', down: '○', keyless: '○' };

/** `● ollama · healthy · nothing leaves this computer`, and whose key there is. */
export function providerLines(
  { models, watch, tell }: Pick<CommandNeeds, 'models' | 'watch' | 'tell'>,
  own: readonly KeptKey[],
): readonly string[] {
  return models.providers().map((status) => {
    const { provider } = status;
    const mark = healthOf(status, watch, own);
    // That it takes a key of one's own says what its state would.
    const state = mark === 'keyless' ? [] : [tell<string>(settingsTexts[mark], {})];
    const key = keyOf(provider, own, tell);
    const words = [provider.name, ...state, reachOf(provider, provider.exposure, tell)];
    return `${marks[mark]} ${[...words, ...(key === undefined ? [] : [key])].join(' · ')}`;
  });
}

function keyOf({ name, keys }: ChatProvider, own: readonly KeptKey[], tell: Tell): string | undefined {
  const mine = own.find(({ provider }) => provider === name);
  if (mine !== undefined) return tell(settingsTexts['key-own'], { masked: mine.masked });
  if (keys === undefined) return undefined;
  return tell(keys.hasOperators ? settingsTexts['key-operator'] : settingsTexts['key-none'], {});
}

/** How far words travel to it. */
export function reachOf({ name, company }: ChatProvider, exposure: Exposure, tell: Tell): string {
  if (exposure === 'cloud') return tell(settingsTexts['reach-cloud'], { company: company ?? name });
  return tell(settingsTexts[exposure === 'lan' ? 'reach-lan' : 'reach-here'], {});
}

/** What a million tokens cost, where the provider says so. */
export function costOf({ prices, isFree }: ModelInfo, tell: Tell): string | undefined {
  if (isFree === true) return tell(settingsTexts['cost-free'], {});
  if (prices === undefined) return undefined;
  const dollars = (micro: number): string => (micro / 1_000_000).toFixed(2);
  return tell(settingsTexts.cost, { in: dollars(prices.in), out: dollars(prices.out) });
}
