import { defineTexts } from '../../texts/localized.ts';

export const connectTexts = defineTexts({
  head: { en: 'What can be connected, /connect NAME begins:', de: 'Was sich verbinden lässt, /connect NAME beginnt:' },
  line: { en: '· {name}: {summary}', de: '· {name}: {summary}' },
  trying: { en: 'Looking…', de: 'Ich sehe nach…' },
  connected: {
    en: 'Kept, and used from now on. The environment would win over it.',
    de: 'Aufgehoben und ab jetzt benutzt. Die Umgebung ginge vor.',
  },
  'key-file': {
    en: 'A key was made: {file}. Copy it to a safe place apart from the data; without it the secrets cannot be read.',
    de: 'Ein Schlüssel wurde angelegt: {file}. Leg eine Kopie an einen sicheren Ort, getrennt von den Daten; ohne ihn lassen sich die Geheimnisse nicht lesen.',
  },
  failed: { en: 'Nothing was changed.', de: 'Nichts wurde geändert.' },
});
