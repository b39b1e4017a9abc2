import { BotError } from '../../../core/errors.ts';
import type { Exposure, ModelInfo, ProviderSetup } from '../../../core/ports/provider.ts';
import { type Ask, createChatProvider, type WireProvider } from '../../wires/openai-chat/create-chat-provider.ts';
import { nameModel } from '../../wires/openai-chat/name-model.ts';
import { choosePaid } from './choose-model.ts';
import { readCatalog } from './read-catalog.ts';
import { readKey } from './read-key.ts';
import { texts } from './texts.ts';

/** The settings of the OpenRouter part. */
export interface OpenRouterSettings {
  readonly OPENROUTER_API_KEY?: string | undefined;
  readonly OPENROUTER_MODEL?: string | undefined;
  readonly OPENROUTER_TITLE?: string | undefined;
  readonly OPENROUTER_BASE_URL?: string | undefined;
  readonly OPENROUTER_LOCALITY?: Exposure | undefined;
}

/** How long its list is believed: hundreds of models, which seldom change. Milliseconds. */
const catalogMs = 6 * 3_600_000;

/** Models of many makers behind one key. */
export function createOpenRouterProvider({
  settings,
  network,
  model,
}: Pick<ProviderSetup<OpenRouterSettings>, 'settings' | 'network' | 'model'>): WireProvider {
  const baseUrl = (settings.OPENROUTER_BASE_URL ?? 'https://openrouter.ai/api/v1').replace(/\/+$/, '');
  const { host: address } = new URL(baseUrl);
  const title = settings.OPENROUTER_TITLE;
  let catalog: { readonly models: readonly ModelInfo[]; readonly until: number } | undefined;

  async function list(ask: Ask): Promise<readonly ModelInfo[]> {
    // The list is everybody's: only this tells whether the key is good and has something left, and costs nothing.
    readKey(await ask(`${baseUrl}/key`));
    if (catalog !== undefined && performance.now() < catalog.until) return catalog.models;
    const models = readCatalog(await ask(`${baseUrl}/models`));
    catalog = { models, until: performance.now() + catalogMs };
    return models;
  }

  return createChatProvider({
    name: 'openrouter',
    host: {
      spoken: { label: { en: 'OpenRouter', de: 'OpenRouter' }, address, command: 'openrouter' },
      baseUrl,
      key: settings.OPENROUTER_API_KEY,
      needsKey: true,
      ...(title === undefined ? {} : { headers: { 'X-OpenRouter-Title': encodeURIComponent(title) } }),
      dialect: {
        maxTokens: 'max_tokens',
        isOpenAI: false,
        // Whoever keeps what he reads, or trains on it, is passed over; and whoever would drop a wish silently.
        extra: ({ schema }) => ({ provider: { data_collection: 'deny', ...(schema === undefined ? {} : { require_parameters: true }) } }),
      },
      explain: (status, said) =>
        status === 404 && /data policy/i.test(said)
          ? new BotError('model-missing', 'nobody who runs this model keeps nothing', { advice: texts.allKeep })
          : undefined,
    },
    exposure: settings.OPENROUTER_LOCALITY ?? network.exposureOf(baseUrl),
    isDeclared: settings.OPENROUTER_LOCALITY !== undefined,
    company: 'OpenRouter',
    network,
    named: nameModel(model, { name: settings.OPENROUTER_MODEL, setting: 'OPENROUTER_MODEL' }),
    list,
    choose: choosePaid,
  });
}
