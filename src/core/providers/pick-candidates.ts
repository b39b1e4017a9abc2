import { BotError } from '../errors.ts';
import type { ModelInfo } from '../ports/provider.ts';
import { reaches } from '../privacy/reach.ts';
import { finished } from '../texts/finished.ts';
import { canAnswer, infoOf, type KnownProvider, standardModel } from './known-provider.ts';
import type { Candidate, ModelChoice, ModelWish, Payer } from './model-router.ts';
import { routingTexts } from './texts.ts';

/** What the operator chose for everybody who chose nothing. */
export interface OperatorChoice {
  readonly provider: string | undefined;
  readonly model: string | undefined;
}

export interface Picking {
  readonly known: readonly KnownProvider[];
  readonly operator: OperatorChoice;
  /** Not to be asked for a while: it failed too often just now. */
  isResting(candidate: Candidate): boolean;
}

/** A provider with one model: as somebody wished it, or as it comes. */
interface Entry {
  readonly one: KnownProvider;
  readonly model: ModelInfo;
  readonly isNamed: boolean;
  readonly isOwn: boolean;
}

/**
 * Who may answer, best first. Everything that may not is taken out before anything is put in order: what lies too far away, has no key, is
 * away or rests. Throws, saying what to do, when nobody is left; a wish of somebody's own that only waits for their yes is asked about first.
 */
export function pickCandidates(picking: Picking, wish: ModelWish): readonly Candidate[] {
  const keys = wish.keys ?? new Set<string>();
  const may = stage(picking, wish);
  const entries = ordered({ ...picking, known: may }, wish).filter(({ one }) => canAnswer(one, keys.has(one.provider.name)));
  const within = entries.filter((entry) => isWithinReach(entry, wish));
  const asked = entries.find((entry) => mayBeAsked(entry, wish));
  if (asked !== undefined && (within.length === 0 || (asked.isOwn && entries.indexOf(asked) < entries.indexOf(within[0] ?? asked))))
    throw needsConsent(asked);
  const candidates = onOneBill(
    within.map((entry) => toCandidate(entry, keys)),
    wish,
  );
  const awake = candidates.filter((candidate) => !picking.isResting(candidate));
  if (awake.length > 0) return awake;
  if (candidates.length > 0) throw new BotError('provider-failed', 'everybody who could answer rests', { advice: routingTexts.resting });
  throw nobody({ may, hasFurther: entries.length > 0 }, wish);
}

/** A rehearsal only where it was chosen, or where nothing else was ever expected. */
function stage({ known, operator }: Picking, { choices = [] }: ModelWish): readonly KnownProvider[] {
  const wanted = choices.find(({ provider }) => provider !== undefined)?.provider ?? operator.provider;
  const isRehearsalMeant = known.some(({ provider }) => provider.name === wanted && provider.rehearsal !== undefined);
  const isAnyExpected = known.some(({ isExpected }) => isExpected);
  return known.filter(({ provider }) => provider.rehearsal === undefined || isRehearsalMeant || !isAnyExpected);
}

/** As every level wished, then as the operator did, then whoever was configured, then whoever was found. */
function ordered({ known, operator }: Picking, { choices = [] }: ModelWish): readonly Entry[] {
  const entries: Entry[] = [];
  const add = (one: KnownProvider | undefined, id: string | undefined, isOwn = false): void => {
    const model = one === undefined ? undefined : id === undefined ? standardModel(one) : infoOf(one, id);
    if (one === undefined || model === undefined) return;
    // Once named with a model, a provider does not come in again with another one of its own choosing.
    const isThere = entries.some((entry) => entry.one === one && (id === undefined || entry.model.id === id));
    if (!isThere) entries.push({ one, model, isNamed: id !== undefined, isOwn });
  };
  const rest = known.toSorted((a, b) => rank(a, operator) - rank(b, operator));
  const byName = (name: string | undefined): KnownProvider | undefined =>
    name === undefined ? rest[0] : known.find(({ provider }) => provider.name === name);
  for (const { provider, model, isOwn } of choices) {
    const one = byName(provider);
    add(one, model ?? (one === undefined ? undefined : modelOf(operator, one)), isOwn);
  }
  for (const one of rest) add(one, modelOf(operator, one));
  return entries;
}

/** The operator's model is of the operator's provider; where none was named, of the one that cannot say what it has. */
function modelOf({ provider: chosen, model }: OperatorChoice, { provider, health }: KnownProvider): string | undefined {
  if (chosen === provider.name && health?.state !== 'up') return model;
  return chosen === undefined && provider.health === undefined && provider.rehearsal === undefined ? model : undefined;
}

function rank({ provider, isConfigured }: KnownProvider, { provider: chosen }: OperatorChoice): number {
  const rehearses = provider.rehearsal === undefined ? 0 : 0.5;
  if (provider.name === chosen) return rehearses;
  return (isConfigured ? 1 : 2) + rehearses;
}

function exposureOf({ one, model }: Entry) {
  return model.exposure ?? one.provider.exposure;
}

/** What costs nothing because it is trained on is for whoever named it. */
function isWithinReach(entry: Entry, { reach }: ModelWish): boolean {
  return reaches(reach, exposureOf(entry), entry.one.provider.name) && (entry.isNamed || entry.model.isFree !== true);
}

function mayBeAsked(entry: Entry, { reach }: ModelWish): boolean {
  const { name } = entry.one.provider;
  return reach.mayAsk && exposureOf(entry) === 'cloud' && !reach.refused.has(name) && !reaches(reach, 'cloud', name);
}

function toCandidate({ one: { provider }, model }: Entry, keys: ReadonlySet<string>): Candidate {
  const payer: Payer = provider.keys === undefined ? 'none' : keys.has(provider.name) ? 'own' : 'operator';
  return { provider, model, payer };
}

/** Whoever asks with a key of their own is not changed over to the operator's money behind their back. */
function onOneBill(candidates: readonly Candidate[], { mayChargeOperator = false }: ModelWish): readonly Candidate[] {
  if (candidates[0]?.payer !== 'own' || mayChargeOperator) return candidates;
  return candidates.filter(({ payer }) => payer !== 'operator');
}

function needsConsent({ one: { provider }, model }: Entry): BotError {
  return new BotError('needs-consent', 'the words may not leave these machines yet', {
    field: provider.name,
    advice: finished(routingTexts.consent, { company: provider.company ?? provider.name, model: model.id }),
  });
}

function nobody({ may, hasFurther }: { readonly may: readonly KnownProvider[]; readonly hasFurther: boolean }, wish: ModelWish): BotError {
  const { choices = [] }: { readonly choices?: readonly ModelChoice[] } = wish;
  const away = may.filter((one) => !canAnswer(one) && one.isExpected && one.provider.keys?.hasOperators !== false);
  const wanted = choices.map(({ provider }) => provider);
  const [first] = away.toSorted((a, b) => place(wanted, a) - place(wanted, b));
  const health = first?.health;
  if (health?.state === 'down') return new BotError('provider-unreachable', 'no provider answers', { advice: health.problem });
  if (health?.state === 'up') return new BotError('no-model', 'the provider has no model', { advice: health.summary });
  if (hasFurther) return new BotError('no-model', 'no provider within the ceiling', { advice: routingTexts['too-far'] });
  return new BotError('no-model', 'no provider within the ceiling');
}

function place(wanted: readonly (string | undefined)[], { provider }: KnownProvider): number {
  const at = wanted.indexOf(provider.name);
  return at < 0 ? wanted.length : at;
}
