import { z } from 'zod';
import type { ProviderPart } from '../../../core/ports/part.ts';
import { baseUrl, locality } from '../../../core/ports/setting-types.ts';

const settings = z.object({
  ANTHROPIC_API_KEY: z
    .string()
    .min(8, { error: 'is too short' })
    .optional()
    .describe('Anthropic: the API key.')
    .meta({ example: '', secret: true }),
  ANTHROPIC_BASE_URL: baseUrl('').optional().describe('Anthropic: another address; no path.').meta({ example: '' }),
  ANTHROPIC_MODEL: z.string().optional().describe('Anthropic: the model. Unset: the newest of the small ones.').meta({ example: '' }),
  ANTHROPIC_LOCALITY: locality.optional().describe('Anthropic: how far away it is.').meta({ example: '' }),
});

export default {
  name: 'anthropic',
  settings,
  configured: ({ ANTHROPIC_API_KEY }) => ANTHROPIC_API_KEY !== undefined || 'keys',
  async connector(settings, network) {
    const { createAnthropicConnector } = await import('./connector.ts');
    return createAnthropicConnector(settings, network);
  },
  async create(setup) {
    const { createAnthropicProvider } = await import('./anthropic-provider.ts');
    return createAnthropicProvider(setup);
  },
} satisfies ProviderPart<typeof settings>;
