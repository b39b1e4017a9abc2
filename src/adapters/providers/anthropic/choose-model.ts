import type { ModelInfo } from '../../../core/ports/provider.ts';
import type { ModelChoice } from '../../wires/openai-chat/say-health.ts';
import { texts } from '../../wires/openai-chat/texts.ts';

/** The newest of the small ones: what a month of talking can be paid with. Where there is none, the first; the list begins with the newest. */
export function chooseModel(models: readonly ModelInfo[]): ModelChoice | undefined {
  const small = models.find(({ id }) => /\bhaiku\b/.test(id));
  if (small !== undefined) return { model: small, why: texts.small };
  const [first] = models;
  return first === undefined ? undefined : { model: first, why: models.length === 1 ? texts.only : texts.first };
}
