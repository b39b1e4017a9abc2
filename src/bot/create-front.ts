import type { Personality } from '../core/personalities/personality.ts';
import type { Front } from '../core/ports/platform.ts';
import type { ChatProvider } from '../core/ports/provider.ts';

/** Who answers and through what, for a platform's first lines. */
export function createFront({
  personality,
  provider,
  model,
}: {
  readonly personality: Personality;
  readonly provider: ChatProvider;
  readonly model: string;
}): Front {
  const { rehearsal } = provider;
  return {
    personality: { id: personality.id, name: personality.name },
    provider: provider.name,
    model,
    ...(rehearsal === undefined ? {} : { label: rehearsal }),
    greeting(language) {
      const scripted = rehearsal === undefined ? undefined : nearest(personality.scripts, language)?.lines['greeting']?.[0];
      return (
        scripted ??
        nearest(
          personality.greetings.filter(({ kind }) => kind === 'first'),
          language,
        )?.text ??
        ''
      );
    },
  };
}

function nearest<Item extends { readonly language: string }>(items: readonly Item[], language: string): Item | undefined {
  const primary = language.toLowerCase().split('-')[0];
  return items.find((item) => item.language === primary) ?? items.find((item) => item.language === 'en') ?? items[0];
}
