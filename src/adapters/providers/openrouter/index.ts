import { z } from 'zod';
import type { ProviderPart } from '../../../core/ports/part.ts';
import { baseUrl, locality } from '../../../core/ports/setting-types.ts';

const settings = z.object({
  OPENROUTER_API_KEY: z
    .string()
    .min(8, { error: 'is too short' })
    .optional()
    .describe('OpenRouter: the API key.')
    .meta({ example: '', secret: true }),
  OPENROUTER_MODEL: z
    .string()
    .optional()
    .describe('OpenRouter: the model. Unset: a small one that is paid for; never one that is free of charge.')
    .meta({ example: 'openai/gpt-5.4-mini' }),
  OPENROUTER_TITLE: z
    .string()
    .max(60)
    .optional()
    .describe('OpenRouter: a name for its public rankings of apps. Unset: they learn nothing.')
    .meta({ example: '' }),
  OPENROUTER_BASE_URL: baseUrl('/api/v1').optional().describe('OpenRouter: another address; ends in /api/v1.').meta({ example: '' }),
  OPENROUTER_LOCALITY: locality.optional().describe('OpenRouter: how far away it is.').meta({ example: '' }),
});

export default {
  name: 'openrouter',
  settings,
  configured: ({ OPENROUTER_API_KEY, OPENROUTER_BASE_URL }) =>
    OPENROUTER_API_KEY !== undefined || OPENROUTER_BASE_URL !== undefined || 'keys',
  async connector(settings, network) {
    const { createOpenRouterConnector } = await import('./connector.ts');
    return createOpenRouterConnector(settings, network);
  },
  async create(setup) {
    const { createOpenRouterProvider } = await import('./openrouter-provider.ts');
    return createOpenRouterProvider(setup);
  },
} satisfies ProviderPart<typeof settings>;
