import { z } from 'zod';
import type { ProviderPart } from '../../../core/ports/part.ts';
import { baseUrl, locality } from '../../../core/ports/setting-types.ts';

const settings = z.object({
  OLLAMA_BASE_URL: baseUrl('')
    .optional()
    .describe('Ollama: where it listens; no path. Unset: looked for on this computer and its host.')
    .meta({ example: 'http://127.0.0.1:11434' }),
  OLLAMA_MODEL: z
    .string()
    .optional()
    .describe('Ollama: the model. Unset: the loaded one, else the largest up to 14B.')
    .meta({ example: 'llama3.1:8b' }),
  OLLAMA_LOCALITY: locality.optional().describe('Ollama: how far away it is, if its address does not tell.').meta({ example: '' }),
});

export default {
  name: 'ollama',
  settings,
  configured: ({ OLLAMA_BASE_URL }) => OLLAMA_BASE_URL !== undefined || 'look',
  async connector(_settings, network) {
    const { createOllamaConnector } = await import('./connector.ts');
    return createOllamaConnector({ network });
  },
  async create(setup) {
    const { createOllamaProvider } = await import('./ollama-provider.ts');
    return createOllamaProvider(setup, { network: setup.network });
  },
} satisfies ProviderPart<typeof settings>;
