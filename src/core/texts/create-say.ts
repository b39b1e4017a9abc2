import { IntlMessageFormat } from 'intl-messageformat';
import { LRUCache } from 'lru-cache';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Localized } from './localized.ts';
import type { Say, TextKey } from './say.ts';

const catalogues: Readonly<Record<string, Readonly<Record<TextKey, string>>>> = { en, de };

/** The language we have that serves `asked` best: `de-AT` → `de`; English where we have none. */
export function nearestLanguage(asked: string | undefined): 'en' | 'de' {
  return asked?.toLowerCase().split(/[-_.]/)[0] === 'de' ? 'de' : 'en';
}

/** A `Say` over the catalogues; a message is compiled when it is first said. */
export function createSay(): Say {
  // Finished sentences hold foreign words and numbers: there is no end of them.
  const compiled = new LRUCache<string, IntlMessageFormat>({ max: 1_000 });
  return (asked: string | undefined, what: TextKey | Localized, args: Readonly<Record<string, string | number>>) => {
    const language = nearestLanguage(asked);
    const text = typeof what === 'string' ? (catalogues[language]?.[what] ?? en[what]) : what[language];
    const place = `${language}/${text}`;
    let message = compiled.get(place);
    if (message === undefined) {
      message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
      compiled.set(place, message);
    }
    return String(message.format({ ...args }));
  };
}
