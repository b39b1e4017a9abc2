import { defineTexts } from '../../texts/localized.ts';

export const keyTexts = defineTexts({
  head: {
    en: 'Your own keys; nobody else can see or spend them:',
    de: 'Deine eigenen Schlüssel; niemand sonst sieht sie oder gibt sie aus:',
  },
  line: { en: '· {provider}: {masked}', de: '· {provider}: {masked}' },
  none: { en: 'You have brought no key of your own.', de: 'Du hast keinen eigenen Schlüssel mitgebracht.' },
  'none-takes': { en: 'No provider here takes a key.', de: 'Kein Anbieter hier nimmt einen Schlüssel.' },
  bring: { en: 'One of your own goes in by /settings key NAME: {names}', de: 'Ein eigener kommt über /settings key NAME herein: {names}' },
  'enter-action': { en: '{provider} key', de: 'Schlüssel für {provider}' },
  'remove-action': { en: 'Remove it', de: 'Entfernen' },
  title: { en: 'Your key for {provider}', de: 'Dein Schlüssel für {provider}' },
  label: { en: 'API key', de: 'API-Schlüssel' },
  'help-local': {
    en: 'It is tried, then sealed on this computer; nobody else uses it.',
    de: 'Er wird ausprobiert, dann auf diesem Rechner versiegelt; niemand sonst nutzt ihn.',
  },
  'help-form': {
    en: 'Tried, then sealed; nobody else uses it. The chat platform itself can see what you type.',
    de: 'Erst probiert, dann versiegelt, nur für dich. Die Plattform selbst kann sehen, was du tippst.',
  },
  'help-typed': {
    en: 'It is tried, then sealed; nobody else uses it. Your message goes away at once where I may delete it, but that is best effort: copies can stay on servers and devices, and unless this chat is encrypted your server can read it.',
    de: 'Er wird ausprobiert, dann versiegelt; niemand sonst nutzt ihn. Deine Nachricht verschwindet gleich, wo ich sie löschen darf, aber das ist nicht sicher: Kopien können auf Servern und Geräten bleiben, und ist dieser Chat nicht verschlüsselt, kann dein Server sie lesen.',
  },
  kept: {
    en: 'Kept and sealed: {masked} for {provider}{models, plural, =0 {} one {, # model} other {, # models}}. Only your own answers are paid with it.',
    de: 'Versiegelt aufgehoben: {masked} für {provider}{models, plural, =0 {} one {, # Modell} other {, # Modelle}}. Nur deine eigenen Antworten werden damit bezahlt.',
  },
  refused: { en: '{provider} refuses this key. Nothing was kept.', de: '{provider} lehnt diesen Schlüssel ab. Nichts wurde aufgehoben.' },
  unreachable: {
    en: '{provider} did not answer, so the key could not be tried. Nothing was kept; try again later.',
    de: '{provider} hat nicht geantwortet, der Schlüssel ließ sich nicht ausprobieren. Nichts wurde aufgehoben; versuch es später noch einmal.',
  },
  malformed: { en: 'That is no key: one word of 8 to 400 signs.', de: 'Das ist kein Schlüssel: ein Wort aus 8 bis 400 Zeichen.' },
  removed: { en: 'Your key for {provider} is gone, to the last byte.', de: 'Dein Schlüssel für {provider} ist weg, bis aufs letzte Byte.' },
});
