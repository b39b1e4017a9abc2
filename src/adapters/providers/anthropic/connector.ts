import type { Connector } from '../../../core/ports/connector.ts';
import type { Network } from '../../../core/ports/network.ts';
import { createHostConnector } from '../../wires/openai-chat/host-connector.ts';
import { type AnthropicSettings, createAnthropicProvider } from './anthropic-provider.ts';
import { texts } from './texts.ts';

/** The guided way to connect Anthropic: the key, and which model if the person cares. */
export function createAnthropicConnector(settings: AnthropicSettings, network: Network): Connector {
  return createHostConnector({
    name: 'anthropic',
    summary: texts.connectSummary,
    key: { field: 'ANTHROPIC_API_KEY', help: texts.keyHelp },
    model: 'ANTHROPIC_MODEL',
    look: ({ key, model }, signal) =>
      createAnthropicProvider({ settings: { ...settings, ANTHROPIC_API_KEY: key, ANTHROPIC_MODEL: model }, network }).look(signal),
  });
}
