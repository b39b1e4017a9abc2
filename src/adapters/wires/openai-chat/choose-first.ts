import type { ModelInfo } from '../../../core/ports/provider.ts';
import type { ModelChoice } from './say-health.ts';
import { texts } from './texts.ts';

/** Of somebody's own server, the model in memory, else the only or the first one. */
export function chooseFirst(models: readonly ModelInfo[]): ModelChoice | undefined {
  const loaded = models.find((model) => model.loaded === true);
  if (loaded !== undefined) return { model: loaded, why: texts.loaded };
  const [first] = models;
  return first === undefined ? undefined : { model: first, why: models.length === 1 ? texts.only : texts.first };
}
