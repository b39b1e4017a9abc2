/** What the terminal says of its own, in each language of the bot. */
export const texts = {
  'no-action': {
    en: 'There is nothing numbered {number, number} to press here.',
    de: 'Mit der Nummer {number, number} gibt es hier nichts zu drücken.',
  },
  saved: { en: 'Saved as {path}', de: 'Gespeichert als {path}' },
  'not-saved': {
    en: 'The file could not be written to {folder} ({reason}). Nothing was saved; free or open that folder and ask again.',
    de: 'Die Datei ließ sich nicht nach {folder} schreiben ({reason}). Nichts wurde gespeichert; mach den Ordner frei und frag noch einmal.',
  },
  'form-keys': {
    en: 'Enter accepts · Shift-Tab goes back · Ctrl-Z undoes, Ctrl-Y redoes · Ctrl-S finishes · Ctrl-C leaves, what you accepted is kept',
    de: 'Enter übernimmt · Umschalt-Tab geht zurück · Strg-Z macht rückgängig, Strg-Y wiederholt · Strg-S schließt ab · Strg-C verlässt, Übernommenes bleibt',
  },
  'form-breaks': { en: '⏎ is a line break: Alt-Enter or \\n', de: '⏎ ist ein Zeilenumbruch: Alt-Enter oder \\n' },
  'form-secret': { en: 'What you type is not shown.', de: 'Was du tippst, wird nicht angezeigt.' },
  'form-secret-kept': {
    en: 'One is kept already; Enter leaves it as it is.',
    de: 'Es ist schon eines hinterlegt; Enter lässt es, wie es ist.',
  },
  'form-draft': { en: 'Kept as a draft: {command} goes on.', de: 'Als Entwurf aufgehoben: {command} macht weiter.' },
  'form-left': { en: 'Left; nothing was changed.', de: 'Verlassen; nichts wurde geändert.' },
  'nothing-to-undo': { en: 'Nothing to undo.', de: 'Nichts rückgängig zu machen.' },
  'nothing-to-redo': { en: 'Nothing to redo.', de: 'Nichts zu wiederholen.' },
  undone: { en: 'Undone: {label}', de: 'Rückgängig: {label}' },
  redone: { en: 'Redone: {label}', de: 'Wiederholt: {label}' },
} as const;
