import { defineTexts } from '../../../core/texts/localized.ts';

/** What the adapter itself says: to people on Discord, and to the operator. */
export const texts = defineTexts({
  'token-refused': {
    en: 'Discord does not accept this token (any more). Nothing is lost: get a new one in the developer portal (Bot → Reset Token), then run `npm start -- connect discord` or set DISCORD_TOKEN.',
    de: 'Discord nimmt diesen Token nicht (mehr) an. Verloren ist nichts: Hol dir im Entwicklerportal einen neuen (Bot → Reset Token) und starte `npm start -- connect discord` oder setz DISCORD_TOKEN.',
  },
  unreachable: {
    en: 'Discord cannot be reached. Nothing is lost; check the network, then start again.',
    de: 'Discord ist nicht erreichbar. Verloren ist nichts; prüf das Netz und starte dann neu.',
  },
  'missing-rights': {
    en: 'I can’t answer in {place}: I lack {rights}. Somebody who manages the channel gives it to me under Edit Channel → Permissions.',
    de: 'In {place} kann ich nicht antworten: Mir fehlt {rights}. Wer den Kanal verwaltet, gibt es mir unter Kanal bearbeiten → Berechtigungen.',
  },
  'no-access': {
    en: 'I can’t answer in {place} any more: I can’t see it. Somebody who manages the server can let me in again.',
    de: 'In {place} kann ich nicht mehr antworten: Ich sehe ihn nicht. Wer den Server verwaltet, kann mich wieder hereinlassen.',
  },
  'dm-closed': {
    en: 'I can’t write to you in private. Allow direct messages from this server, or ask me here.',
    de: 'Ich kann dir nicht privat schreiben. Erlaub Direktnachrichten von diesem Server oder frag mich hier.',
  },
  'picture-first': {
    en: '{label} needs a look first: Fix takes another picture, or none.',
    de: '{label} braucht erst noch einen Blick: „Korrigieren“ nimmt ein anderes Bild oder keines.',
  },
  forwarded: { en: 'forwarded', de: 'weitergeleitet' },
  'whole-as-file': { en: 'The whole text is in the file.', de: 'Der ganze Text steht in der Datei.' },
  save: { en: 'Save', de: 'Speichern' },
  open: { en: 'Open', de: 'Öffnen' },
  fix: {
    en: '{count, plural, one {Fix one field} other {Fix # fields}}',
    de: '{count, plural, one {Ein Feld} other {# Felder}} korrigieren',
  },
  'fix-title': { en: 'This needs a look', de: 'Das braucht einen Blick' },
  unset: { en: 'not set', de: 'nicht gesetzt' },
  empty: { en: '(empty)', de: '(leer)' },
  hidden: { en: '(not shown)', de: '(wird nicht gezeigt)' },
  yes: { en: 'yes', de: 'ja' },
  no: { en: 'no', de: 'nein' },
  'long-field': {
    en: '{length, number} characters; a window holds 4,000. A .txt file replaces it.',
    de: '{length, number} Zeichen; ein Fenster fasst 4.000. Eine .txt-Datei ersetzt sie.',
  },
  'form-gone': {
    en: 'This form is closed. What you had filled in is kept as a draft; call the command again.',
    de: 'Dieses Formular ist zu. Was ausgefüllt war, ist als Entwurf da; ruf den Befehl noch einmal auf.',
  },
  'form-kept': {
    en: 'Kept as a draft. Save takes it over.',
    de: 'Als Entwurf behalten. Speichern übernimmt es.',
  },
  'not-here': {
    en: 'Whoever runs me has not switched me on for here; ask them if you want me to be.',
    de: 'Wer mich betreibt, hat mich hierfür nicht eingeschaltet; frag dort nach, wenn du mich hier haben willst.',
  },
  'not-yours': { en: 'This form is somebody else’s.', de: 'Dieses Formular gehört jemand anderem.' },
  'not-taken': {
    en: 'That could not be kept; nothing of it was done. Try it again in a while.',
    de: 'Das ließ sich nicht festhalten; nichts davon ist geschehen. Versuch es nach einer Weile noch einmal.',
  },
});
