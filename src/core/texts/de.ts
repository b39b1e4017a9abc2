import type { TextKey } from './say.ts';

export const de: Readonly<Record<TextKey, string>> = {
  'no-model': 'Kein Sprachmodell gefunden, also spielt {name} nach Skript: Sie kann grüßen, sich merken, was du ihr erzählst, und daraus antworten, aber nicht wirklich plaudern.',
  'data-folder': 'MiaChat {version} · deine Daten: {folder}',
  leave: 'Strg-C hält eine Antwort an, Strg-D beendet.',
  'leave-again': 'Noch einmal Strg-C beendet.',
};
