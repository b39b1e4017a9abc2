import type { Connector } from '../../../core/ports/connector.ts';
import type { Network } from '../../../core/ports/network.ts';
import { createHostConnector } from '../../wires/openai-chat/host-connector.ts';
import { createOpenRouterProvider, type OpenRouterSettings } from './openrouter-provider.ts';
import { texts } from './texts.ts';

/** The guided way to connect OpenRouter. */
export function createOpenRouterConnector(settings: OpenRouterSettings, network: Network): Connector {
  return createHostConnector({
    name: 'openrouter',
    summary: texts.connectSummary,
    key: { field: 'OPENROUTER_API_KEY', help: texts.keyHelp },
    model: 'OPENROUTER_MODEL',
    look: ({ key, model }, signal) =>
      createOpenRouterProvider({ settings: { ...settings, OPENROUTER_API_KEY: key, OPENROUTER_MODEL: model }, network }).look(signal),
  });
}
