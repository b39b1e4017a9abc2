import { defineTexts } from '../../../core/texts/localized.ts';

/** What the LiteLLM adapter says to people beyond what all of its kind say. */
export const texts = defineTexts({
  label: { en: 'LiteLLM at {address}', de: 'LiteLLM unter {address}' },
  connectSummary: {
    en: 'Connect a LiteLLM proxy: the models somebody has put behind it.',
    de: 'Einen LiteLLM-Proxy verbinden: die Modelle, die jemand dahintergestellt hat.',
  },
  addressHelp: {
    en: 'Where LiteLLM listens, like http://127.0.0.1:4000.',
    de: 'Wo LiteLLM lauscht, etwa http://127.0.0.1:4000.',
  },
  addressMissing: {
    en: 'I need to know where LiteLLM listens, like http://127.0.0.1:4000.',
    de: 'Ich muss wissen, wo LiteLLM lauscht, etwa http://127.0.0.1:4000.',
  },
  keyHelp: {
    en: 'The key it gave you, mostly sk-…. Leave it empty if it wants none.',
    de: 'Der Schlüssel, den es dir gegeben hat, meist sk-…. Leer lassen, wenn es keinen verlangt.',
  },
});
