import type { Exposure, ProviderSetup } from '../../../core/ports/provider.ts';
import { finished } from '../../../core/texts/finished.ts';
import type { SpokenHost } from '../../wires/openai-chat/chat-host.ts';
import { chooseFirst } from '../../wires/openai-chat/choose-first.ts';
import { createChatProvider, type WireProvider } from '../../wires/openai-chat/create-chat-provider.ts';
import { nameModel } from '../../wires/openai-chat/name-model.ts';
import { readModels } from '../../wires/openai-chat/read-models.ts';
import { texts } from '../../wires/openai-chat/texts.ts';
import { chooseSmall } from './choose-model.ts';
import { isChatModel, knownModel } from './known-models.ts';
import { listServed } from './list-served.ts';

/** The settings of the OpenAI part. */
export interface OpenAISettings {
  readonly OPENAI_API_KEY?: string | undefined;
  readonly OPENAI_BASE_URL?: string | undefined;
  readonly OPENAI_MODEL?: string | undefined;
  readonly OPENAI_LOCALITY?: Exposure | undefined;
}

const openAI = 'https://api.openai.com/v1';

/** OpenAI itself, or any server that speaks its Chat Completions. */
export function createOpenAIProvider({
  settings,
  network,
  model,
}: Pick<ProviderSetup<OpenAISettings>, 'settings' | 'network' | 'model'>): WireProvider {
  const baseUrl = (settings.OPENAI_BASE_URL ?? openAI).replace(/\/+$/, '');
  const { host: address, hostname } = new URL(baseUrl);
  const isOpenAI = hostname === 'api.openai.com' || hostname.endsWith('.api.openai.com');
  const spoken: SpokenHost = isOpenAI
    ? { label: { en: 'OpenAI', de: 'OpenAI' }, address, command: 'openai' }
    : { label: finished(texts.server, { address }), address, command: 'openai' };
  return createChatProvider({
    name: 'openai',
    host: {
      spoken,
      baseUrl,
      key: settings.OPENAI_API_KEY,
      needsKey: isOpenAI,
      dialect: { maxTokens: isOpenAI ? 'max_completion_tokens' : 'max_tokens', isOpenAI, isStrict: !isOpenAI },
    },
    exposure: settings.OPENAI_LOCALITY ?? network.exposureOf(baseUrl),
    isDeclared: settings.OPENAI_LOCALITY !== undefined,
    company: isOpenAI ? 'OpenAI' : hostname,
    network,
    named: nameModel(model, { name: settings.OPENAI_MODEL, setting: 'OPENAI_MODEL' }),
    async list(ask) {
      if (!isOpenAI) return listServed(baseUrl, ask);
      return readModels(await ask(`${baseUrl}/models`)).flatMap(({ id }) => (isChatModel(id) ? [{ id }] : []));
    },
    choose: isOpenAI ? chooseSmall : chooseFirst,
    ...(isOpenAI ? { know: knownModel } : {}),
  });
}
