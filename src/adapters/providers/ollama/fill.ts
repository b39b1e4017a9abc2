import { literal } from '../../../core/texts/literal.ts';
import type { Localized, PlacesOf } from '../../../core/texts/localized.ts';

type Value = string | number | Localized;

/** A finished sentence: its places filled now, safe to be said later without any. */
export function fill<En extends string>(text: Localized<En>, values: Readonly<Record<keyof PlacesOf<En>, Value>>): Localized {
  const inserted: Readonly<Record<string, Value>> = values;
  const say = (language: 'en' | 'de'): string =>
    text[language].replaceAll(/\{(\w+)\}/g, (place, name: string) => {
      const value = inserted[name];
      if (value === undefined) return place;
      if (typeof value === 'object') return value[language];
      return literal(typeof value === 'number' ? value.toLocaleString(language) : value);
    });
  return { en: say('en'), de: say('de') };
}
