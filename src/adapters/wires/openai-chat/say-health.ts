import type { BotError } from '../../../core/errors.ts';
import { nearestWord } from '../../../core/events/nearest-word.ts';
import type { Health, ModelInfo } from '../../../core/ports/provider.ts';
import { finished } from '../../../core/texts/finished.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import type { SpokenHost } from './chat-host.ts';
import { texts } from './texts.ts';
import type { Survey } from './watch-models.ts';

/** A model asked for by name, and by which setting. */
export interface NamedModel {
  readonly name: string;
  readonly setting: string;
}

export interface ModelChoice {
  readonly model: ModelInfo;
  readonly why: Localized;
}

/** The state of a server; `fault`: what of the settings is to blame. */
export interface SaidHealth {
  readonly health: Health;
  readonly fault?: 'key' | 'address' | 'model';
}

/** Names that may have been meant. */
const mostNear = 3;

/** The sentence for a server that answers only with a key. */
export function noKeyText({ label, command }: SpokenHost): Localized {
  return finished(texts.noKey, { label, command });
}

/** What to tell of a server that was looked at. `choose` picks the model when nobody named one. */
export function sayHealth(
  survey: Survey,
  host: SpokenHost,
  { named, choose }: { readonly named?: NamedModel | undefined; choose(models: readonly ModelInfo[]): ModelChoice | undefined },
): SaidHealth {
  if (survey.state === 'down') return sayFailure(survey.failure, host);
  const { models } = survey;
  const choice = named === undefined ? choose(models) : chooseNamed(models, named);
  const values = { label: host.label, command: host.command };
  if (choice === undefined && named !== undefined) {
    const problem = finished(texts.namedMissing, {
      ...values,
      model: named.name,
      setting: named.setting,
      near: nearText(models, named.name),
    });
    return { health: { state: 'down', problem }, fault: 'model' };
  }
  if (choice === undefined) return { health: { state: 'down', problem: finished(texts.noModel, values) }, fault: 'address' };
  const { model, why } = choice;
  const using = { label: host.label, model: model.id };
  return {
    health: {
      state: 'up',
      address: host.address,
      models,
      chosen: choice,
      summary: models.length === 1 ? finished(texts.upWithOne, using) : finished(texts.up, { ...using, count: models.length }),
      news: finished(texts.news, using),
      detail: finished(texts.detail, { why, command: host.command }),
    },
  };
}

function chooseNamed(models: readonly ModelInfo[], { name, setting }: NamedModel): ModelChoice | undefined {
  const model = models.find(({ id }) => id === name) ?? models.find(({ id }) => id.toLowerCase() === name.toLowerCase());
  return model === undefined ? undefined : { model, why: finished(texts.asked, { setting }) };
}

function sayFailure(failure: BotError, host: SpokenHost): SaidHealth {
  const values = { label: host.label, command: host.command, address: host.address };
  const down = (problem: Localized, fault?: SaidHealth['fault']): SaidHealth => ({
    health: { state: 'down', problem },
    ...(fault === undefined ? {} : { fault }),
  });
  if (failure.advice !== undefined) return down(failure.advice, failure.code === 'provider-auth' ? 'key' : 'address');
  switch (failure.code) {
    case 'provider-auth':
      return down(finished(texts.badKey, values), 'key');
    case 'provider-quota':
      return down(finished(texts.nothingLeft, values), 'key');
    case 'provider-limit':
      return down(finished(texts.busy, values));
    case 'no-model':
      return down(finished(texts.tooFar, values), 'address');
    case 'provider-protocol':
    case 'model-missing':
      return down(finished(texts.somethingElse, values), 'address');
    case 'provider-unreachable':
      return down(finished(texts.unreachable, values), 'address');
    default:
      return down(finished(texts.broken, values), 'address');
  }
}

function nearText(models: readonly ModelInfo[], name: string): Localized {
  const ids = models.map(({ id }) => id);
  const low = name.toLowerCase();
  const near = [nearestWord(name, ids), ...ids.filter((id) => id.toLowerCase().includes(low))].filter((id) => id !== undefined);
  if (near.length > 0) return finished(texts.meant, { names: [...new Set(near)].slice(0, mostNear).join(', ') });
  return ids.length === 0
    ? { en: '', de: '' }
    : finished(texts.has, { names: `${ids.slice(0, mostNear).join(', ')}${ids.length > mostNear ? ', …' : ''}` });
}
