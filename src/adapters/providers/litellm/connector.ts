import type { Connector } from '../../../core/ports/connector.ts';
import type { Network } from '../../../core/ports/network.ts';
import { baseUrl } from '../../../core/ports/setting-types.ts';
import { createHostConnector } from '../../wires/openai-chat/host-connector.ts';
import { createLiteLLMProvider, type LiteLLMSettings } from './litellm-provider.ts';
import { texts } from './texts.ts';

/** The guided way to connect a LiteLLM proxy. */
export function createLiteLLMConnector(settings: LiteLLMSettings, network: Network): Connector {
  return createHostConnector({
    name: 'litellm',
    summary: texts.connectSummary,
    address: {
      field: 'LITELLM_BASE_URL',
      help: texts.addressHelp,
      example: 'http://127.0.0.1:4000',
      path: '',
      isFine: (url) => baseUrl('').safeParse(url).success,
    },
    key: { field: 'LITELLM_API_KEY', help: texts.keyHelp },
    model: 'LITELLM_MODEL',
    async look({ address, key, model }, signal) {
      if (address === undefined) return { health: { state: 'down', problem: texts.addressMissing }, fault: 'address' };
      return createLiteLLMProvider({
        settings: { ...settings, LITELLM_BASE_URL: address, LITELLM_API_KEY: key, LITELLM_MODEL: model },
        network,
      }).look(signal);
    },
  });
}
