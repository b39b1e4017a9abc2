import { defineTexts } from '../../../core/texts/localized.ts';

/** What the Anthropic adapter says to people beyond what all of its kind say. */
export const texts = defineTexts({
  connectSummary: {
    en: 'Connect Anthropic: the Claude models, with an API key.',
    de: 'Anthropic verbinden: die Claude-Modelle, mit einem API-Schlüssel.',
  },
  keyHelp: {
    en: 'The API key; it begins with sk-ant-.',
    de: 'Der API-Schlüssel; er beginnt mit sk-ant-.',
  },
});
