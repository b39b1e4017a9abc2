import { BotError } from '../core/errors.ts';
import { nearestWord } from '../core/events/nearest-word.ts';
import type { Logger } from '../core/ports/logger.ts';
import type { Network } from '../core/ports/network.ts';
import type { ProviderPart } from '../core/ports/part.ts';
import type { GivenProvider } from '../core/providers/create-model-router.ts';
import type { Config } from './config.ts';

/**
 * The providers to work with: those somebody named, and only when nobody named any, those that can be looked for. A named one that is not
 * configured stops the start.
 */
export async function makeProviders(
  parts: readonly ProviderPart[],
  config: Config,
  { logger, network }: { readonly logger: Logger; readonly network: Network },
): Promise<readonly GivenProvider[]> {
  const { MIACHAT_PROVIDER: chosen, MIACHAT_MODEL: model } = config.base;
  if (chosen !== undefined && !parts.some(({ name }) => name === chosen))
    throw unknownChoice(
      'MIACHAT_PROVIDER',
      chosen,
      parts.map(({ name }) => name),
    );
  const found = parts.map((part) => ({ part, how: part.name === chosen ? true : part.configured(config.of(part.settings)) }));
  const isAnyNamed = found.some(({ how }) => how === true);
  const wanted = found.filter(({ how }) => how === true || (how === 'look' && !isAnyNamed) || how === 'keys');
  return Promise.all(
    wanted.map(async ({ part, how }) => ({
      isConfigured: how === true,
      provider: await part.create({
        settings: config.of(part.settings),
        logger,
        network,
        // A model belongs to the provider it was named with.
        ...(model !== undefined && (chosen === undefined || chosen === part.name) ? { model } : {}),
      }),
    })),
  );
}

export function unknownChoice(variable: string, value: string, known: readonly string[]): BotError {
  const near = nearestWord(value, known);
  return new BotError(
    'settings-invalid',
    `${variable} is "${value}", which is not here.${near === undefined ? '' : ` Did you mean ${near}?`} Known: ${known.join(', ')}.`,
    { field: variable },
  );
}
