import type { ModelInfo } from '../../../core/ports/provider.ts';
import { chooseFirst } from '../../wires/openai-chat/choose-first.ts';
import type { ModelChoice } from '../../wires/openai-chat/say-health.ts';
import { texts } from '../../wires/openai-chat/texts.ts';

/** Small ones, the dearer kind first: what a talk needs, and what a month of talking can be paid with. */
const small = [/^gpt-(\d+(?:\.\d+)?)-(?:mini|luna)$/, /^gpt-(\d+(?:\.\d+)?)-nano$/, /^gpt-(\d+(?:\.\d+)?)(?:-sol)?$/] as const;

/** Of OpenAI's models, the newest of the small ones; where there is none, the first. */
export function chooseSmall(models: readonly ModelInfo[]): ModelChoice | undefined {
  for (const kind of small) {
    const version = ({ id }: ModelInfo): number => Number(kind.exec(id)?.[1] ?? 0);
    const newest = models.filter((model) => version(model) > 0).toSorted((a, b) => version(b) - version(a))[0];
    if (newest !== undefined) return { model: newest, why: texts.small };
  }
  return chooseFirst(models);
}
