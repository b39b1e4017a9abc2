import { nearestWord } from '../../../core/events/nearest-word.ts';
import type { Health, ModelInfo } from '../../../core/ports/provider.ts';
import { finished } from '../../../core/texts/finished.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import { isUsable, type ModelChoice, type NamedModel } from './choose-model.ts';
import { isSameModel, type OllamaModel, windowOf } from './ollama-model.ts';
import type { Down, Up } from './ollama-server.ts';
import { texts } from './texts.ts';

/** Names that a sentence lists before it stops. */
const mostNamed = 8;
/** Names that may have been meant. */
const mostNear = 3;

/** The sentence for an Ollama that does not answer. */
export function unreachableText({ address, reason, hasLooked }: Omit<Down, 'state'>): Localized {
  const values = { address: address.label, reason };
  return hasLooked ? finished(texts.nowhere, values) : finished(texts.unreachable, values);
}

/** The state of an Ollama that answered, with the model chosen there. */
export function sayHealth(up: Up, choice: ModelChoice): Health {
  if (choice.kind === 'none') return { state: 'down', problem: noModelText(up.models) };
  if (choice.kind === 'unusable') return { state: 'down', problem: unusableText(up, choice) };
  const models = up.models.filter(isUsable).map((model) => toModelInfo(model, up.loaded));
  const chosen = toModelInfo(choice.model, up.loaded);
  const { label: address } = up.address;
  const values = { address, model: chosen.id, window: windowOf(choice.model) };
  return {
    state: 'up',
    address,
    models,
    chosen: { model: chosen, why: choice.why },
    summary: models.length === 1 ? finished(texts.upWithOne, values) : finished(texts.up, { ...values, count: models.length }),
    news: finished(texts.news, { model: chosen.id }),
    detail: finished(texts.detail, { why: choice.why }),
  };
}

/** A model as the rest of the house knows it. */
export function toModelInfo(model: OllamaModel, loaded: readonly string[] | undefined): ModelInfo {
  return {
    id: model.name,
    window: windowOf(model),
    sees: model.sees,
    ...(loaded === undefined ? {} : { loaded: loaded.some((name) => isSameModel(name, model.name)) }),
  };
}

function noModelText(models: readonly OllamaModel[]): Localized {
  return models.length === 0 ? texts.noModelAtAll : finished(texts.noChatModel, { found: listNames(models) });
}

function unusableText(up: Up, { named, reason }: Extract<ModelChoice, { kind: 'unusable' }>): Localized {
  const values = { model: named.name, setting: named.setting };
  if (reason === 'remote') return finished(texts.namedRemote, values);
  if (reason === 'embedding') return finished(texts.namedCannotChat, values);
  return finished(texts.namedMissing, { ...values, address: up.address.label, near: nearText(up.models, named) });
}

/** A remark about what there is instead of a name: the likely ones, else some of all. */
export function nearText(models: readonly OllamaModel[], { name }: Pick<NamedModel, 'name'>): Localized {
  const usable = models.filter(isUsable);
  const near = usable.filter((model) => isNear(model.name, name)).slice(0, mostNear);
  if (near.length > 0) return finished(texts.meant, { names: listNames(near) });
  return usable.length === 0 ? { en: '', de: '' } : finished(texts.near, { names: listNames(usable) });
}

/** True when one may be typed for the other: a slip or two, or the same model in another size. */
function isNear(known: string, typed: string): boolean {
  const family = (name: string): string => name.toLowerCase().split(':')[0] ?? '';
  return [nearestWord(typed, [known.toLowerCase()]), nearestWord(family(typed), [family(known)])].some((word) => word !== undefined);
}

/** Names joined for a sentence. */
export function listNames(models: readonly OllamaModel[]): string {
  const names = models.slice(0, mostNamed).map(({ name }) => name);
  return names.join(', ') + (models.length > mostNamed ? ', …' : '');
}
