import { defineTexts } from '../../core/texts/localized.ts';

/** What can be wrong with the key, and what to do about it. */
export const texts = defineTexts({
  malformed: {
    en: '{source} holds no usable key. It takes NAME:BASE64 of 32 random bytes, one a line; nothing was changed.',
    de: '{source} enthält keinen brauchbaren Schlüssel. Nötig ist NAME:BASE64 aus 32 zufälligen Bytes, einer je Zeile; geändert wurde nichts.',
  },
  twice: {
    en: '{source} names two keys alike. Give each its own name; nothing was changed.',
    de: '{source} nennt zwei Schlüssel gleich. Gib jedem einen eigenen Namen; geändert wurde nichts.',
  },
  open: {
    en: 'Others on this machine may read the key file {source} (mode {mode}). Take that away: chmod 600 {source}',
    de: 'Andere auf diesem Rechner dürfen die Schlüsseldatei {source} lesen (Rechte {mode}). Nimm ihnen das: chmod 600 {source}',
  },
  unreadable: {
    en: 'The key file {source} cannot be read ({reason}). Nothing was changed.',
    de: 'Die Schlüsseldatei {source} lässt sich nicht lesen ({reason}). Geändert wurde nichts.',
  },
  unwritable: {
    en: 'The key file {source} cannot be made ({reason}), so nothing was kept. MIACHAT_KEY_FILE names another place.',
    de: 'Die Schlüsseldatei {source} lässt sich nicht anlegen ({reason}), also wurde nichts aufgehoben. MIACHAT_KEY_FILE nennt einen anderen Ort.',
  },
  missing: {
    en: 'The key of {name} is not here: it was sealed with key {key}, looked for in {source}. Put that key back. If it is lost for good: npm start -- keys forget {key}, and enter again what was sealed with it.',
    de: 'Der Schlüssel zu {name} fehlt: versiegelt wurde mit dem Schlüssel {key}, gesucht in {source}. Leg ihn zurück. Ist er endgültig verloren: npm start -- keys forget {key}, und gib neu ein, was damit versiegelt war.',
  },
  mismatch: {
    en: '{name} cannot be unsealed: key {key} in {source} is not the one it was sealed with, or the database was changed by hand. Put the right key back. If it is lost for good: npm start -- keys forget {key}, and enter again what was sealed with it.',
    de: '{name} lässt sich nicht entsiegeln: Der Schlüssel {key} in {source} ist nicht der, mit dem versiegelt wurde, oder die Datenbank wurde von Hand geändert. Leg den richtigen zurück. Ist er endgültig verloren: npm start -- keys forget {key}, und gib neu ein, was damit versiegelt war.',
  },
});
