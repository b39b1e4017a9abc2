import { IntlMessageFormat } from 'intl-messageformat';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Say, TextKey } from './say.ts';

const catalogues: Readonly<Record<string, Readonly<Record<TextKey, string>>>> = { en, de };

/** The language we have that serves `asked` best: `de-AT` → `de`; English where we have none. */
export function nearestLanguage(asked: string | undefined): string {
  const primary = asked?.toLowerCase().split(/[-_.]/)[0] ?? 'en';
  return primary in catalogues ? primary : 'en';
}

/** A `Say` over the catalogues; a message is compiled when it is first said. */
export function createSay(): Say {
  const compiled = new Map<string, IntlMessageFormat>();
  return (asked, key, args) => {
    const language = nearestLanguage(asked);
    const place = `${language}/${key}`;
    let message = compiled.get(place);
    if (message === undefined) {
      message = new IntlMessageFormat(catalogues[language]?.[key] ?? en[key], language, undefined, { ignoreTag: true });
      compiled.set(place, message);
    }
    return String(message.format({ ...args }));
  };
}
