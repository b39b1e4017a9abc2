import type { Exposure, ProviderSetup } from '../../../core/ports/provider.ts';
import { createChatProvider, type WireProvider } from '../../wires/openai-chat/create-chat-provider.ts';
import type { NamedModel } from '../../wires/openai-chat/say-health.ts';
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
    named: nameOf(model, settings.ANTHROPIC_MODEL),
    list: (ask) => book.list(baseUrl, ask),
    choose: chooseModel,
    know: (id) => book.find(id).info,
  });
}

/** The model somebody named: the bot's own setting comes before this part's. */
function nameOf(ofBot: string | undefined, ofPart: string | undefined): NamedModel | undefined {
  if (ofBot !== undefined) return { name: ofBot, setting: 'MIACHAT_MODEL' };
  return ofPart === undefined ? undefined : { name: ofPart, setting: 'ANTHROPIC_MODEL' };
}
