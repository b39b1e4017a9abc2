import { finished } from '../../../core/texts/finished.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import { isSameModel, type OllamaModel } from './ollama-model.ts';
import { texts } from './texts.ts';

/** A model asked for by name, and by which setting. */
export interface NamedModel {
  readonly name: string;
  readonly setting: string;
}

export type ModelChoice =
  | { readonly kind: 'chosen'; readonly model: OllamaModel; readonly why: Localized }
  | { readonly kind: 'unusable'; readonly reason: 'missing' | 'remote' | 'embedding'; readonly named: NamedModel }
  | { readonly kind: 'none' };

/** Weights of the largest model that is taken unasked: what an ordinary computer still runs at a talking pace. */
const mostWeights = 14e9;

/** Which model answers: the named one, else the loaded one, else the largest of a bearable size; never one that only embeds or that is answered elsewhere. */
export function chooseModel(
  models: readonly OllamaModel[],
  facts: {
    readonly named?: NamedModel | undefined;
    readonly loaded: readonly string[];
  },
): ModelChoice {
  if (facts.named !== undefined) return chooseNamed(models, facts.named);
  const usable = models.filter(isUsable);
  for (const name of facts.loaded) {
    const model = usable.find((other) => isSameModel(other.name, name));
    if (model !== undefined) return { kind: 'chosen', model, why: texts.loaded };
  }
  const bySize = usable.toSorted((a, b) => (b.weights ?? 0) - (a.weights ?? 0));
  const bearable = bySize.find((model) => sizeClass(model) <= mostWeights);
  if (bearable !== undefined) return { kind: 'chosen', model: bearable, why: texts.largest };
  const smallest = bySize.at(-1);
  return smallest === undefined ? { kind: 'none' } : { kind: 'chosen', model: smallest, why: texts.smallest };
}

/** True for a model that a talk may be held with here. */
export function isUsable(model: OllamaModel): boolean {
  return model.isChat && !model.isRemote;
}

function chooseNamed(models: readonly OllamaModel[], named: NamedModel): ModelChoice {
  const model = models.find(({ name }) => isSameModel(name, named.name));
  if (model === undefined) return { kind: 'unusable', reason: 'missing', named };
  if (model.isRemote) return { kind: 'unusable', reason: 'remote', named };
  if (!model.isChat) return { kind: 'unusable', reason: 'embedding', named };
  return { kind: 'chosen', model, why: finished(texts.asked, { setting: named.setting }) };
}

/** Weights as people call them: `qwen3:14b` counts 14.8 billion. A name that says something else altogether is not believed. */
function sizeClass({ name, weights = 0 }: OllamaModel): number {
  const called = Number(/:(\d+(?:\.\d+)?)b(?:-|$)/i.exec(name)?.[1] ?? Number.NaN) * 1e9;
  return Math.abs(called - weights) <= weights / 10 ? called : weights;
}
