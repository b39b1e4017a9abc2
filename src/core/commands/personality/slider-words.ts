import type { SliderName } from '../../personalities/personality.ts';
import { defineTexts, type Localized } from '../../texts/localized.ts';

/** What a slider is called; its five words are `anchors`. */
export const sliderWords: Readonly<Record<SliderName, Localized>> = defineTexts({
  directness: { en: 'Directness', de: 'Direktheit' },
  warmth: { en: 'Warmth', de: 'Wärme' },
  formality: { en: 'Formality', de: 'Förmlichkeit' },
  empathy: { en: 'Empathy', de: 'Einfühlung' },
  humor: { en: 'Humor', de: 'Humor' },
  verbosity: { en: 'Length', de: 'Länge' },
  openness: { en: 'Openness', de: 'Offenheit' },
  conscientiousness: { en: 'Conscientiousness', de: 'Gewissenhaftigkeit' },
  extraversion: { en: 'Extraversion', de: 'Geselligkeit' },
  agreeableness: { en: 'Agreeableness', de: 'Verträglichkeit' },
  stability: { en: 'Stability', de: 'Gelassenheit' },
});

/** The middle of each fifth of 0 to 100: what choosing a level sets. */
export function sliderOfLevel(level: number): number {
  return level * 20 - 10;
}
