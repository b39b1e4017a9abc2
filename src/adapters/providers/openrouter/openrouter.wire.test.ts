import { z } from 'zod';
import { wireContract } from '../../../../test/contracts/wire-contract.ts';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { answerJson } from '../../../../test/twins/faults/fault-server.ts';
import { openaiDialect } from '../../../../test/twins/faults/wires/openai-chat.ts';
import { createOpenRouterProvider } from './openrouter-provider.ts';

wireContract('openrouter', {
  words: openaiDialect('/api/v1/chat/completions', {
    max_tokens: z.number().int().positive().optional(),
    provider: z.strictObject({ data_collection: z.literal('deny'), require_parameters: z.literal(true).optional() }),
  }),
  model: 'small/one',
  hasKeys: true,
  make: async (url, key) =>
    createOpenRouterProvider({ settings: { OPENROUTER_BASE_URL: `${url}/api/v1`, OPENROUTER_API_KEY: key }, network: openNetwork() }),
  prepare: (server) => server.on('/api/v1/key', (exchange) => answerJson(exchange, 200, { data: { limit_remaining: 8.5 } })),
  models: {
    path: '/api/v1/models',
    body: (ids) => ({
      data: ids.map((id) => ({ id, newer: [], pricing: { prompt: '0.000001', completion: '0.000002' }, architecture: {} })),
    }),
    id: (index) => `maker/model-${index}`,
  },
  environment: ['OPENAI_API_KEY', 'OPENAI_ORG_ID', 'OPENAI_CUSTOM_HEADERS', 'OPENROUTER_API_KEY'],
});
