import type { Exposure, ProviderSetup } from '../../../core/ports/provider.ts';
import { createChatProvider, type WireProvider } from '../../wires/openai-chat/create-chat-provider.ts';
import { nameModel } from '../../wires/openai-chat/name-model.ts';
import { chooseModel } from './choose-model.ts';
import { createMessagesSpeech, version } from './messages-speech.ts';
import { createModelBook } from './model-book.ts';

/** The settings of the Anthropic part. */
export interface AnthropicSettings {
  readonly ANTHROPIC_API_KEY?: string | undefined;
  readonly ANTHROPIC_BASE_URL?: string | undefined;
  readonly ANTHROPIC_MODEL?: string | undefined;
  readonly ANTHROPIC_LOCALITY?: Exposure | undefined;
}

const anthropic = 'https://api.anthropic.com';
const label = { en: 'Anthropic', de: 'Anthropic' };

/** Anthropic's models, over the Messages API. */
export function createAnthropicProvider({
  settings,
  network,
  model,
}: Pick<ProviderSetup<AnthropicSettings>, 'settings' | 'network' | 'model'>): WireProvider {
  const { origin: baseUrl, host: address } = new URL(settings.ANTHROPIC_BASE_URL ?? anthropic);
  const book = createModelBook();
  return createChatProvider({
    name: 'anthropic',
    host: {
      spoken: { label, address, command: 'anthropic' },
      baseUrl,
      key: settings.ANTHROPIC_API_KEY,
      needsKey: true,
      headers: { 'anthropic-version': version },
      dialect: { maxTokens: 'max_tokens', isOpenAI: false },
    },
    exposure: settings.ANTHROPIC_LOCALITY ?? network.exposureOf(baseUrl),
    isDeclared: settings.ANTHROPIC_LOCALITY !== undefined,
    company: 'Anthropic',
    network,
    speech: createMessagesSpeech(book),
    named: nameModel(model, { name: settings.ANTHROPIC_MODEL, setting: 'ANTHROPIC_MODEL' }),
    list: (ask) => book.list(baseUrl, ask),
    choose: chooseModel,
    know: (id) => book.find(id).info,
  });
}
