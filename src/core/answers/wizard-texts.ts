import { defineTexts } from '../texts/localized.ts';

/** What the text wizard says of its own; titles, labels and help come with the form. */
export const wizardTexts = defineTexts({
  how: {
    en: '“1 New text” fills in 1, “show 1” prints it whole, “clear 1” empties it. “save” finishes, “cancel” leaves.',
    de: '„1 Neuer Text“ füllt 1 aus, „zeig 1“ zeigt alles, „leere 1“ macht es leer. „speichern“ schließt ab, „abbrechen“ hört auf.',
  },
  'how-secret': {
    en: '“1 KEY” hands it over at once, “cancel” leaves.',
    de: '„1 SCHLÜSSEL“ übergibt ihn gleich, „abbrechen“ hört auf.',
  },
  empty: { en: '(empty)', de: '(leer)' },
  unset: { en: '(not set)', de: '(nicht gesetzt)' },
  'no-secret': {
    en: 'A secret does not belong into a chat, so I did not keep it. Delete that line, and give it where the bot runs: npm start -- connect',
    de: 'Ein Geheimnis gehört nicht in einen Chat, darum habe ich es nicht aufgehoben. Lösch die Zeile und gib es dort ein, wo der Bot läuft: npm start -- connect',
  },
  'secret-left': {
    en: 'I may not take your message with the secret away here: please delete it yourself.',
    de: 'Deine Nachricht mit dem Geheimnis darf ich hier nicht wegnehmen: Lösch sie bitte selbst.',
  },
  hidden: { en: '(not shown)', de: '(wird nicht gezeigt)' },
  yes: { en: 'yes', de: 'ja' },
  no: { en: 'no', de: 'nein' },
  longer: { en: '{shown}… ({characters, number} characters)', de: '{shown}… ({characters, number} Zeichen)' },
  most: { en: 'At most {most, number} characters.', de: 'Höchstens {most, number} Zeichen.' },
  required: { en: 'It may not stay empty.', de: 'Das darf nicht leer bleiben.' },
  level: { en: '1 to 5, or empty: {words}', de: '1 bis 5 oder leer: {words}' },
  choice: { en: 'One of: {words}', de: 'Eines von: {words}' },
  choices: { en: 'Any of, with commas between: {words}', de: 'Beliebig viele, mit Komma dazwischen: {words}' },
  flag: { en: 'y or n', de: 'j oder n' },
  picture: {
    en: 'PNG, JPEG, WebP or GIF; at most {most, number} KB and {side, number} × {side, number} pixels.',
    de: 'PNG, JPEG, WebP oder GIF; höchstens {most, number} KB und {side, number} × {side, number} Pixel.',
  },
  breaks: { en: '\\n stands for a line break.', de: '\\n steht für einen Zeilenumbruch.' },
  'no-such-field': {
    en: 'There is no field {number, number} here; the last one is {last, number}.',
    de: 'Ein Feld {number, number} gibt es hier nicht; das letzte ist {last, number}.',
  },
});
