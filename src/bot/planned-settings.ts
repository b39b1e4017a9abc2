import { z } from 'zod';
import { baseUrl, locality } from '../core/ports/setting-types.ts';

const secret = (help: string) => z.string().min(8, { error: 'is too short' }).optional().describe(help).meta({ example: '', secret: true });
const words = (help: string, example = '') => z.string().optional().describe(help).meta({ example });

/** Variables of parts that are not built yet: checked and documented already; each group moves into its part's folder with it. */
export const plannedSettings = [
  z.object({
    ANTHROPIC_API_KEY: secret('Anthropic: the API key.'),
    ANTHROPIC_BASE_URL: baseUrl('').optional().describe('Anthropic: another address; no path.').meta({ example: '' }),
    ANTHROPIC_LOCALITY: locality.optional().describe('Anthropic: how far away it is.').meta({ example: '' }),
  }),
  z.object({ LLAMACPP_MODEL: words('llama.cpp: path of a GGUF file.') }),
] as const;
