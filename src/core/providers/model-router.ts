import type { ChatProvider, Exposure, Health, ModelInfo } from '../ports/provider.ts';

/** What somebody wants of a model, and how far their words may travel. Empty wishes are none. */
export interface ModelWish {
  readonly provider?: string;
  readonly model?: string;
  readonly ceiling: Exposure;
}

/** One provider with the model it would answer with. */
export interface Candidate {
  readonly provider: ChatProvider;
  readonly model: ModelInfo;
}

export interface ProviderStatus {
  readonly provider: ChatProvider;
  /** Undefined: it cannot come and go. */
  readonly health: Health | undefined;
  /** Somebody named it in the settings; otherwise it was only looked for. */
  readonly isConfigured: boolean;
}

/** Which model answers. The filter comes before the order; the list is looked at anew for each turn. */
export interface ModelRouter {
  /** Best first; throws `no-model` or `provider-unreachable`, with advice, when nothing may be used. */
  choose(wish: ModelWish): Candidate;
  providers(): readonly ProviderStatus[];
  /** Chat models of one provider, or of all that are up. */
  models(provider?: string): readonly ModelInfo[];
}
