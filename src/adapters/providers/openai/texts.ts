import { defineTexts } from '../../../core/texts/localized.ts';

/** What the OpenAI adapter says to people beyond what all of its kind say. */
export const texts = defineTexts({
  connectSummary: {
    en: 'Connect OpenAI, or a server that speaks like it: LM Studio, vLLM, llama.cpp and others.',
    de: 'OpenAI verbinden, oder einen Server, der so spricht: LM Studio, vLLM, llama.cpp und andere.',
  },
  addressHelp: {
    en: 'Where the server listens, like http://127.0.0.1:1234/v1. Leave it empty for OpenAI itself.',
    de: 'Wo der Server lauscht, etwa http://127.0.0.1:1234/v1. Leer lassen für OpenAI selbst.',
  },
  keyHelp: {
    en: 'The API key. A server of your own mostly wants none.',
    de: 'Der API-Schlüssel. Ein eigener Server verlangt meist keinen.',
  },
});
