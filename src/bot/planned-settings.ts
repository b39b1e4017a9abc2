import { z } from 'zod';

const words = (help: string, example = '') => z.string().optional().describe(help).meta({ example });

/** Variables of parts that are not built yet: checked and documented already; each group moves into its part's folder with it. */
export const plannedSettings = [z.object({ LLAMACPP_MODEL: words('llama.cpp: path of a GGUF file.') })] as const;
