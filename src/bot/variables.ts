import type { ZodObject } from 'zod';
import { z } from 'zod';

/** One environment variable, as `.env.example` and the documentation name it. */
export interface Variable {
  readonly name: string;
  readonly help: string;
  readonly example: string;
  readonly isSecret: boolean;
  /** The part whose schema it stands in. */
  readonly owner: string;
}

const meta = z.object({ description: z.string(), example: z.string().default(''), secret: z.boolean().default(false) });

/** The variables a settings schema names; every one must carry a description. */
export function variablesOf(schema: ZodObject, owner: string): readonly Variable[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { description, example, secret } = meta.parse(z.globalRegistry.get(field as z.ZodType) ?? {}, {
      error: () => `${name} needs a description`,
    });
    return { name, help: description, example, isSecret: secret, owner };
  });
}
