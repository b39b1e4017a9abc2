import { z } from 'zod';
import { baseUrl, locality } from '../core/ports/setting-types.ts';

const secret = (help: string) => z.string().min(8, { error: 'is too short' }).optional().describe(help).meta({ example: '', secret: true });
const words = (help: string, example = '') => z.string().optional().describe(help).meta({ example });

/** Variables of parts that are not built yet: checked and documented already; each group moves into its part's folder with it. */
export const plannedSettings = [
  z.object({
    OPENROUTER_API_KEY: secret('OpenRouter: the API key.'),
    OPENROUTER_BASE_URL: baseUrl('/api/v1').optional().describe('OpenRouter: another address; ends in /api/v1.').meta({ example: '' }),
    OPENROUTER_LOCALITY: locality.optional().describe('OpenRouter: how far away it is.').meta({ example: '' }),
  }),
  z.object({
    LITELLM_API_KEY: secret('LiteLLM: the key.'),
    LITELLM_BASE_URL: baseUrl('').optional().describe('LiteLLM: where it listens; no path.').meta({ example: 'http://127.0.0.1:4000' }),
    LITELLM_LOCALITY: locality
      .optional()
      .describe('LiteLLM: how far away the models behind it are; cloud unless you say so.')
      .meta({ example: '' }),
  }),
  z.object({ LLAMACPP_MODEL: words('llama.cpp: path of a GGUF file.') }),
] as const;
