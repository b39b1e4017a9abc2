import { defineTexts } from '../../../../core/texts/localized.ts';

/** What encryption says to the operator. */
export const encryptionTexts = defineTexts({
  'store-in-use': {
    en: 'crypto.db is in use by another process. Stop the other one: one device must never run twice.',
    de: 'crypto.db wird von einem anderen Prozess benutzt. Beende den anderen: Ein Gerät darf nie zweimal laufen.',
  },
  'store-damaged': {
    en: 'crypto.db is damaged. Do not restore it from a backup: move it away, run `npm start -- connect matrix` for a new device and give the recovery key (MATRIX_RECOVERY_KEY).',
    de: 'crypto.db ist beschädigt. Spiel sie nicht aus einer Sicherung ein: Schieb sie weg, starte `npm start -- connect matrix` für ein neues Gerät und gib den Wiederherstellungsschlüssel an (MATRIX_RECOVERY_KEY).',
  },
  'store-foreign': {
    en: 'crypto.db is a file of another program. Move it away; it is untouched.',
    de: 'crypto.db ist eine Datei eines anderen Programms. Schieb sie weg; sie ist unberührt.',
  },
  'store-newer': {
    en: 'crypto.db was written by a newer version of MiaChat. Update MiaChat; the file is untouched.',
    de: 'crypto.db stammt von einer neueren Version von MiaChat. Aktualisier MiaChat; die Datei ist unberührt.',
  },
  'store-disk-full': {
    en: 'The disk is full. Free some space; nothing that was confirmed is lost.',
    de: 'Die Platte ist voll. Schaff etwas Platz; Bestätigtes ist nicht verloren.',
  },
  'store-unwritable': {
    en: 'crypto.db cannot be opened or written. Check the rights of the data folder (MIACHAT_DATA_DIR).',
    de: 'crypto.db lässt sich nicht öffnen oder schreiben. Prüf die Rechte des Datenordners (MIACHAT_DATA_DIR).',
  },
});
