import { z } from 'zod';
import type { ProviderPart } from '../../../core/ports/part.ts';
import { baseUrl, locality } from '../../../core/ports/setting-types.ts';

const settings = z.object({
  OPENAI_API_KEY: z
    .string()
    .min(8, { error: 'is too short' })
    .optional()
    .describe('OpenAI: the API key; of a compatible server, if it wants one.')
    .meta({ example: '', secret: true }),
  OPENAI_BASE_URL: baseUrl('/v1')
    .optional()
    .describe('OpenAI or a compatible server; ends in /v1.')
    .meta({ example: 'https://api.openai.com/v1' }),
  OPENAI_MODEL: z
    .string()
    .optional()
    .describe('OpenAI: the model. Unset: a small current one; of a compatible server, the loaded one or the first of its list.')
    .meta({ example: '' }),
  OPENAI_LOCALITY: locality.optional().describe('OpenAI-compatible server: how far away it is.').meta({ example: '' }),
});

export default {
  name: 'openai',
  settings,
  configured: ({ OPENAI_API_KEY, OPENAI_BASE_URL }) => OPENAI_API_KEY !== undefined || OPENAI_BASE_URL !== undefined || 'keys',
  async connector(settings, network) {
    const { createOpenAIConnector } = await import('./connector.ts');
    return createOpenAIConnector(settings, network);
  },
  async create(setup) {
    const { createOpenAIProvider } = await import('./openai-provider.ts');
    return createOpenAIProvider(setup);
  },
} satisfies ProviderPart<typeof settings>;
