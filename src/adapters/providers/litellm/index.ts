import { z } from 'zod';
import type { ProviderPart } from '../../../core/ports/part.ts';
import { baseUrl, locality } from '../../../core/ports/setting-types.ts';

const settings = z.object({
  LITELLM_BASE_URL: baseUrl('').optional().describe('LiteLLM: where it listens; no path.').meta({ example: 'http://127.0.0.1:4000' }),
  LITELLM_API_KEY: z
    .string()
    .min(8, { error: 'is too short' })
    .optional()
    .describe('LiteLLM: the key.')
    .meta({ example: '', secret: true }),
  LITELLM_MODEL: z.string().optional().describe('LiteLLM: the model. Unset: the first chat model of its list.').meta({ example: '' }),
  LITELLM_LOCALITY: locality
    .optional()
    .describe('LiteLLM: how far away the models behind it are; cloud unless you say so.')
    .meta({ example: '' }),
});

export default {
  name: 'litellm',
  settings,
  configured: ({ LITELLM_BASE_URL }) => LITELLM_BASE_URL !== undefined,
  async connector(settings, network) {
    const { createLiteLLMConnector } = await import('./connector.ts');
    return createLiteLLMConnector(settings, network);
  },
  async create(setup) {
    const { createLiteLLMProvider } = await import('./litellm-provider.ts');
    return createLiteLLMProvider(setup);
  },
} satisfies ProviderPart<typeof settings>;
