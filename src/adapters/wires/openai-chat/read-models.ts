import { z } from 'zod';
import { BotError } from '../../../core/errors.ts';

/** One entry of a server's list, as far as it can be read; what else it holds is kept for whoever knows that server. */
export interface ListedModel {
  readonly id: string;
  readonly [field: string]: unknown;
}

const list = z.object({ data: z.array(z.unknown()) });
const entry = z.looseObject({ id: z.string().min(1).max(300) });

/** A list of models, each once; entries that are none are left out. */
export function readModels(told: unknown): readonly ListedModel[] {
  const read = list.safeParse(told);
  if (!read.success) throw new BotError('provider-protocol', 'this is not a list of models');
  const models = new Map<string, ListedModel>();
  for (const each of read.data.data) {
    const model = entry.safeParse(each);
    if (model.success && !models.has(model.data.id)) models.set(model.data.id, model.data);
  }
  return [...models.values()];
}
