import type { Connector } from '../../../core/ports/connector.ts';
import type { Network } from '../../../core/ports/network.ts';
import { baseUrl } from '../../../core/ports/setting-types.ts';
import { createHostConnector } from '../../wires/openai-chat/host-connector.ts';
import { createOpenAIProvider, type OpenAISettings } from './openai-provider.ts';
import { texts } from './texts.ts';

/** The guided way to connect OpenAI or a server like it. */
export function createOpenAIConnector(settings: OpenAISettings, network: Network): Connector {
  return createHostConnector({
    name: 'openai',
    summary: texts.connectSummary,
    address: {
      field: 'OPENAI_BASE_URL',
      help: texts.addressHelp,
      example: 'http://127.0.0.1:1234/v1',
      path: '/v1',
      isFine: (url) => baseUrl('/v1').safeParse(url).success,
    },
    key: { field: 'OPENAI_API_KEY', help: texts.keyHelp },
    model: 'OPENAI_MODEL',
    look: ({ address, key, model }, signal) =>
      createOpenAIProvider({
        settings: { OPENAI_BASE_URL: address, OPENAI_API_KEY: key, OPENAI_MODEL: model, OPENAI_LOCALITY: settings.OPENAI_LOCALITY },
        network,
      }).look(signal),
  });
}
