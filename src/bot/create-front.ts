import { BotError } from '../core/errors.ts';
import type { Personality } from '../core/personalities/personality.ts';
import type { Front } from '../core/ports/platform.ts';
import { type CloudMode, widestReach } from '../core/privacy/reach.ts';
import type { Candidate, ModelRouter } from '../core/providers/model-router.ts';
import { nearestLanguage } from '../core/texts/create-say.ts';
import type { Say, TextKey } from '../core/texts/say.ts';

export interface FrontPlan {
  readonly personality: Personality;
  readonly models: ModelRouter;
  readonly say: Say;
  /** Whether text may leave the operator's machines: what is said of it must hold. */
  readonly cloud: CloudMode;
  /** The operator's own choice, shown where no model could be found yet. */
  readonly chosen: { readonly provider: string | undefined; readonly model: string | undefined };
}

/** Who answers and through what, for a platform's first lines: as it was found at the start. */
export function createFront({ personality, models, say, chosen, cloud }: FrontPlan): Front {
  const found = choose(models);
  const rehearsal = found instanceof BotError ? undefined : found.provider.rehearsal;
  return {
    personality: { id: personality.id, name: personality.name },
    provider: found instanceof BotError ? (chosen.provider ?? models.providers()[0]?.provider.name ?? 'none') : found.provider.name,
    model: found instanceof BotError ? (chosen.model ?? 'none') : found.model.id,
    ...(rehearsal === undefined ? {} : { label: rehearsal }),
    lines: (language) => (found instanceof BotError ? [problem(say, language, found)] : linesOf(say, language, { found, models, cloud })),
    greeting(language) {
      const scripted = rehearsal === undefined ? undefined : nearest(personality.scripts, language)?.lines['greeting']?.[0];
      const first = personality.greetings.filter(({ kind }) => kind === 'first');
      return scripted ?? nearest(first, language)?.text ?? '';
    },
  };
}

/** At the start nothing is refused for reaching too far: what holds for a person is decided at their turn. */
function choose(models: ModelRouter): Candidate | BotError {
  try {
    return models.choose({ reach: widestReach('allow') });
  } catch (thrown) {
    if (thrown instanceof BotError) return thrown;
    throw thrown;
  }
}

function problem(say: Say, language: string, { advice }: BotError): string {
  return advice === undefined ? say(language, 'error-no-model', {}) : say(language, advice, {});
}

const cloudTexts = { allow: 'local-cloud', ask: 'local-ask', never: 'local-never' } as const satisfies Record<CloudMode, TextKey>;

/** Server, model and window, why this model, and how far words travel. */
function linesOf(
  say: Say,
  language: string,
  { found, models, cloud }: { readonly found: Candidate; readonly models: ModelRouter; readonly cloud: CloudMode },
): readonly string[] {
  const { provider, model } = found;
  const health = models.providers().find((status) => status.provider === provider)?.health;
  const exposure = model.exposure ?? provider.exposure;
  const reach =
    exposure === 'cloud'
      ? say(language, cloudTexts[cloud], { provider: provider.company ?? provider.name })
      : say(language, exposure === 'lan' ? 'local-lan' : 'local', {});
  if (health?.state !== 'up') return provider.rehearsal === undefined ? [reach] : [];
  return [
    `✓ ${say(language, health.summary, {})}`,
    ...(health.detail === undefined ? [] : [`  ${say(language, health.detail, {})}`]),
    `  ${reach}`,
  ];
}

function nearest<Item extends { readonly language: string }>(items: readonly Item[], language: string): Item | undefined {
  const primary = nearestLanguage(language);
  return items.find((item) => item.language === primary) ?? items.find((item) => item.language === 'en') ?? items[0];
}
