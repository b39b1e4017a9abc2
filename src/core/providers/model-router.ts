import type { ChatProvider, Health, ModelInfo } from '../ports/provider.ts';
import type { Reach } from '../privacy/reach.ts';

/** One wish for a model: of one level of the settings. */
export interface ModelChoice {
  readonly provider?: string;
  /** Of that provider; without one, of the provider that comes first. */
  readonly model?: string;
  /** Whoever asks made it themselves. */
  readonly isOwn?: boolean;
}

/** What somebody wants of a model, and how far their words may travel. */
export interface ModelWish {
  /** The strongest first; none: whatever is there. */
  readonly choices?: readonly ModelChoice[];
  readonly reach: Reach;
  /** Providers that whoever asks has a key of their own for. */
  readonly keys?: ReadonlySet<string>;
  /** Where their own key fails, the operator's may pay. */
  readonly mayChargeOperator?: boolean;
}

/** Whose key pays: the asker's own, the operator's, or none is needed. */
export type Payer = 'none' | 'own' | 'operator';

/** One provider with the model it would answer with. */
export interface Candidate {
  readonly provider: ChatProvider;
  readonly model: ModelInfo;
  readonly payer: Payer;
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
  /** The first of `candidates`. */
  choose(wish: ModelWish): Candidate;
  /** Best first, at least one. Throws `needs-consent`, `no-model` or `provider-unreachable`, with advice, when nothing may be used. */
  candidates(wish: ModelWish): readonly Candidate[];
  providers(): readonly ProviderStatus[];
  /** Chat models of one provider, or of all that are up. */
  models(provider?: string): readonly ModelInfo[];
}
