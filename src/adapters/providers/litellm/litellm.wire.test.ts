import { z } from 'zod';
import { wireContract } from '../../../../test/contracts/wire-contract.ts';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { answerJson } from '../../../../test/twins/faults/fault-server.ts';
import { openaiDialect } from '../../../../test/twins/faults/wires/openai-chat.ts';
import { createLiteLLMProvider } from './litellm-provider.ts';

wireContract('litellm', {
  words: openaiDialect('/v1/chat/completions', { max_tokens: z.number().int().positive().optional() }),
  model: 'house',
  hasKeys: false,
  make: async (url, key) => createLiteLLMProvider({ settings: { LITELLM_BASE_URL: url, LITELLM_API_KEY: key }, network: openNetwork() }),
  prepare: (server) => server.on('/health/liveliness', (exchange) => answerJson(exchange, 200, "I'm alive!")),
  models: {
    path: '/v1/models',
    body: (ids) => ({ object: 'list', data: ids.map((id) => ({ id, object: 'model', newer: [] })) }),
    id: (index) => `model-${index}`,
  },
  environment: ['OPENAI_API_KEY', 'OPENAI_ORG_ID', 'OPENAI_CUSTOM_HEADERS', 'LITELLM_API_KEY'],
});
