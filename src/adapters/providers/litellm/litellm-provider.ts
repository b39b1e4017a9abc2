import { BotError } from '../../../core/errors.ts';
import type { Exposure, ModelInfo, ProviderSetup } from '../../../core/ports/provider.ts';
import { finished } from '../../../core/texts/finished.ts';
import { chooseFirst } from '../../wires/openai-chat/choose-first.ts';
import { type Ask, createChatProvider, type WireProvider } from '../../wires/openai-chat/create-chat-provider.ts';
import { nameModel } from '../../wires/openai-chat/name-model.ts';
import { readModels } from '../../wires/openai-chat/read-models.ts';
import { readDetails } from './read-details.ts';
import { texts } from './texts.ts';

/** The settings of the LiteLLM part. */
export interface LiteLLMSettings {
  readonly LITELLM_BASE_URL?: string | undefined;
  readonly LITELLM_API_KEY?: string | undefined;
  readonly LITELLM_MODEL?: string | undefined;
  readonly LITELLM_LOCALITY?: Exposure | undefined;
}

/** Models behind somebody's own proxy; where they are in truth, only its owner knows. */
export function createLiteLLMProvider({
  settings,
  network,
  model,
}: Pick<ProviderSetup<LiteLLMSettings>, 'settings' | 'network' | 'model'>): WireProvider {
  if (settings.LITELLM_BASE_URL === undefined)
    throw new BotError('settings-invalid', 'LITELLM_BASE_URL is needed for LiteLLM.', { field: 'LITELLM_BASE_URL' });
  const { origin, host: address } = new URL(settings.LITELLM_BASE_URL);

  async function list(ask: Ask): Promise<readonly ModelInfo[]> {
    // The only route to its health that costs nothing: /health asks every model behind it.
    await ask(`${origin}/health/liveliness`);
    const [listed, details] = await Promise.all([
      ask(`${origin}/v1/models`).then(readModels),
      // A key may be good for talking and not for this.
      ask(`${origin}/model/info`).then(readDetails, () => new Map<string, ModelInfo | 'other'>()),
    ]);
    return listed.flatMap(({ id }) => {
      const known = details.get(id) ?? (/\*|embed|rerank|whisper|\btts\b|dall-e|image/i.test(id) ? 'other' : { id });
      return known === 'other' ? [] : [known];
    });
  }

  return createChatProvider({
    name: 'litellm',
    host: {
      spoken: { label: finished(texts.label, { address }), address, command: 'litellm' },
      baseUrl: `${origin}/v1`,
      key: settings.LITELLM_API_KEY,
      needsKey: false,
      dialect: { maxTokens: 'max_tokens', isOpenAI: false },
      costOf,
    },
    exposure: settings.LITELLM_LOCALITY ?? 'cloud',
    isDeclared: settings.LITELLM_LOCALITY !== undefined,
    company: `LiteLLM (${address})`,
    network,
    named: nameModel(model, { name: settings.LITELLM_MODEL, setting: 'LITELLM_MODEL' }),
    list,
    choose: chooseFirst,
  });
}

/** Of an answer that streams it may say nothing when it begins, and says 0 then. */
function costOf(headers: Headers): number | undefined {
  const cost = Number(headers.get('x-litellm-response-cost') ?? Number.NaN);
  return Number.isFinite(cost) && cost > 0 ? Math.round(cost * 1e6) : undefined;
}
