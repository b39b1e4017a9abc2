import { defineTexts } from '../../../core/texts/localized.ts';

/** What the OpenRouter adapter says to people beyond what all of its kind say. */
export const texts = defineTexts({
  small: {
    en: 'a small one that talks well; none that is free of charge, for those may learn from what you say',
    de: 'ein kleines, das gut spricht; keins, das nichts kostet, denn die dürfen aus Gesagtem lernen',
  },
  cheapest: { en: 'the cheapest that is paid for', de: 'das billigste, das bezahlt wird' },
  allKeep: {
    en: 'Everybody who runs this model keeps what is said to it, so nothing was sent. Your message is kept; /settings model chooses another.',
    de: 'Alle, die dieses Modell betreiben, behalten das Gesagte, darum wurde nichts gesendet. Deine Nachricht ist aufgehoben; /settings model wählt ein anderes.',
  },
  connectSummary: {
    en: 'Connect OpenRouter: models of many makers behind one key.',
    de: 'OpenRouter verbinden: Modelle vieler Hersteller hinter einem Schlüssel.',
  },
  keyHelp: {
    en: 'The API key, from openrouter.ai/keys. It begins with sk-or-.',
    de: 'Der API-Schlüssel, von openrouter.ai/keys. Er beginnt mit sk-or-.',
  },
});
