import type { ChatProvider, Health, ModelInfo } from '../ports/provider.ts';

/** A provider at hand and what is known of it right now. */
export interface KnownProvider {
  readonly provider: ChatProvider;
  /** Somebody named it; it was not only looked for. */
  readonly isConfigured: boolean;
  /** Undefined: it cannot come and go, or nobody has looked yet. */
  readonly health: Health | undefined;
  /** It was configured or has been up: it is what people expect to answer, so no rehearsal stands in for it. */
  readonly isExpected: boolean;
}

/** Whether it can answer somebody; `hasOwnKey`: they bring a key for it. */
export function canAnswer({ provider, health }: KnownProvider, hasOwnKey = false): boolean {
  if (provider.keys?.hasOperators === false) return hasOwnKey;
  return provider.health === undefined || (health?.state === 'up' && health.chosen !== undefined) || (hasOwnKey && health?.state === 'up');
}

/** All that is known of a model of that name. */
export function infoOf({ provider, health }: KnownProvider, id: string): ModelInfo {
  const listed = health?.state === 'up' ? health.models.find((model) => model.id === id) : undefined;
  return { ...provider.modelInfo?.(id), ...listed, id };
}

/** The model it takes when nobody names one. */
export function standardModel({ provider, health }: KnownProvider): ModelInfo | undefined {
  if (health?.state === 'up' && health.chosen !== undefined) return health.chosen.model;
  const id = provider.standardModel ?? provider.rehearsal ?? (provider.health === undefined ? provider.name : undefined);
  return id === undefined ? undefined : { ...provider.modelInfo?.(id), id };
}
