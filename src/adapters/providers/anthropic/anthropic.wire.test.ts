import { wireContract } from '../../../../test/contracts/wire-contract.ts';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { anthropicWords } from '../../../../test/twins/faults/wires/anthropic.ts';
import { createAnthropicProvider } from './anthropic-provider.ts';

wireContract('anthropic', {
  words: anthropicWords,
  model: 'claude-haiku-5-5',
  hasKeys: true,
  make: async (url, key) =>
    createAnthropicProvider({ settings: { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: key }, network: openNetwork() }),
  models: {
    path: '/v1/models',
    body: (ids) => ({ data: ids.map((id) => ({ type: 'model', id, newer: [] })), has_more: false, first_id: ids[0], last_id: ids.at(-1) }),
    id: (index) => `claude-haiku-9-${index}`,
  },
  environment: [
    'ANTHROPIC_API_KEY',
    'ANTHROPIC_AUTH_TOKEN',
    'ANTHROPIC_BASE_URL',
    'ANTHROPIC_CUSTOM_HEADERS',
    'ANTHROPIC_PROFILE',
    'ANTHROPIC_IDENTITY_TOKEN',
    'ANTHROPIC_ORGANIZATION_ID',
    'ANTHROPIC_WORKSPACE_ID',
    'ANTHROPIC_LOG',
    'ANTHROPIC_WEBHOOK_SIGNING_KEY',
  ],
});
