import { createSay } from './create-say.ts';
import { literal } from './literal.ts';
import type { Localized, PlacesOf } from './localized.ts';

const say = createSay();

type Value = string | number | Localized;

/** A sentence with its places filled in, in each language: it takes nothing more and may travel in an error's `advice`. A place may hold another such sentence. */
export function finished<En extends string>(text: Localized<En>, values: Readonly<Record<keyof PlacesOf<En>, Value>>): Localized {
  const given: Readonly<Record<string, Value>> = values;
  const saidIn = (language: 'en' | 'de'): string => {
    const spoken = Object.entries(given).map(([name, value]) => [name, typeof value === 'object' ? say(language, value, {}) : value]);
    return literal(say<string>(language, text, Object.fromEntries(spoken)));
  };
  return { en: saidIn('en'), de: saidIn('de') };
}
