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
  async connector() {
    const { createOllamaConnector } = await import('./connector.ts');
    const { createTransport } = await import('./transport.ts');
    return createOllamaConnector({ transport: createTransport({ connections: 4 }) });
  },
  async create(setup) {
    const { createOllamaProvider } = await import('./ollama-provider.ts');
    const { createTransport } = await import('./transport.ts');
    return createOllamaProvider(setup, { talk: createTransport({ connections: 8 }), probe: createTransport({ connections: 4 }) });
  },
} satisfies ProviderPart<typeof settings>;
