import { z } from 'zod';
import { wireContract } from '../../../../test/contracts/wire-contract.ts';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { openaiDialect } from '../../../../test/twins/faults/wires/openai-chat.ts';
import { createOpenAIProvider } from './openai-provider.ts';

wireContract('a server like OpenAI', {
  words: openaiDialect('/v1/chat/completions', { max_tokens: z.number().int().positive().optional() }),
  model: 'tiny',
  hasKeys: false,
  make: async (url, key) =>
    createOpenAIProvider({ settings: { OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: key }, network: openNetwork() }),
  models: {
    path: '/v1/models',
    body: (ids) => ({ object: 'list', data: ids.map((id) => ({ id, object: 'model', owned_by: 'us', newer: [] })) }),
    id: (index) => `model-${index}`,
  },
  environment: ['OPENAI_API_KEY', 'OPENAI_ORG_ID', 'OPENAI_PROJECT_ID', 'OPENAI_CUSTOM_HEADERS', 'OPENAI_BASE_URL', 'OPENAI_LOG'],
});
