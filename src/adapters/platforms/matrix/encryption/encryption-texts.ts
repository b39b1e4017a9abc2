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
  'store-key-wrong': {
    en: 'crypto.db was written with another key. Put the key file back that belongs to it.',
    de: 'crypto.db wurde mit einem anderen Schlüssel geschrieben. Leg die Schlüsseldatei zurück, die dazu gehört.',
  },
  'store-lost': {
    en: 'The keys of this Matrix device are gone: crypto.db is missing or not the one it was. Nothing was sent. Do not restore crypto.db from a backup. Move it away, run `npm start -- connect matrix` for a new device, and give the recovery key (MATRIX_RECOVERY_KEY): old rooms can then be read again.',
    de: 'Die Schlüssel dieses Matrix-Geräts sind weg: crypto.db fehlt oder ist nicht mehr dieselbe. Gesendet wurde nichts. Spiel crypto.db nicht aus einer Sicherung ein. Schieb sie weg, starte `npm start -- connect matrix` für ein neues Gerät und gib den Wiederherstellungsschlüssel an (MATRIX_RECOVERY_KEY): Dann sind alte Räume wieder lesbar.',
  },
  'store-rolled-back': {
    en: 'crypto.db is older than what this Matrix device has already done, as after restoring a backup. Using it would use keys twice, so nothing was sent. Move it away, run `npm start -- connect matrix` for a new device, and give the recovery key (MATRIX_RECOVERY_KEY).',
    de: 'crypto.db ist älter als das, was dieses Matrix-Gerät schon getan hat, wie nach dem Einspielen einer Sicherung. Damit würden Schlüssel zweimal benutzt; deshalb wurde nichts gesendet. Schieb sie weg, starte `npm start -- connect matrix` für ein neues Gerät und gib den Wiederherstellungsschlüssel an (MATRIX_RECOVERY_KEY).',
  },
  'device-forgotten': {
    en: 'The homeserver does not know the keys of this Matrix device any more. Run `npm start -- connect matrix` for a new device, and give the recovery key (MATRIX_RECOVERY_KEY).',
    de: 'Der Homeserver kennt die Schlüssel dieses Matrix-Geräts nicht mehr. Starte `npm start -- connect matrix` für ein neues Gerät und gib den Wiederherstellungsschlüssel an (MATRIX_RECOVERY_KEY).',
  },
  'other-device': {
    en: 'crypto.db belongs to another Matrix device or account. Move it away and start again; with the recovery key (MATRIX_RECOVERY_KEY) old rooms can be read again.',
    de: 'crypto.db gehört zu einem anderen Matrix-Gerät oder -Konto. Schieb sie weg und starte neu; mit dem Wiederherstellungsschlüssel (MATRIX_RECOVERY_KEY) sind alte Räume wieder lesbar.',
  },
  'identity-elsewhere': {
    en: 'This account has an identity already, and its keys are not here: people’s apps will warn about this device. Set MATRIX_RECOVERY_KEY to the account’s recovery key.',
    de: 'Dieses Konto hat schon eine Identität, und ihre Schlüssel sind nicht hier: Die Apps der Leute werden vor diesem Gerät warnen. Setz MATRIX_RECOVERY_KEY auf den Wiederherstellungsschlüssel des Kontos.',
  },
  'identity-refused': {
    en: 'The homeserver wants the account’s password before it takes the identity. Set MATRIX_PASSWORD for one start.',
    de: 'Der Homeserver will das Passwort des Kontos, bevor er die Identität annimmt. Setz MATRIX_PASSWORD für einen Start.',
  },
  'wrong-recovery-key': {
    en: 'This recovery key does not open what the account keeps. Check MATRIX_RECOVERY_KEY for typing errors; nothing was changed.',
    de: 'Dieser Wiederherstellungsschlüssel öffnet nicht, was das Konto aufbewahrt. Prüf MATRIX_RECOVERY_KEY auf Tippfehler; geändert wurde nichts.',
  },
  'no-recovery': {
    en: 'The account keeps nothing that a recovery key could open.',
    de: 'Das Konto bewahrt nichts auf, was ein Wiederherstellungsschlüssel öffnen könnte.',
  },
  panic: {
    en: 'The encryption has stopped in an unknown state, so the bot ends. Nothing is lost: start it again.',
    de: 'Die Verschlüsselung ist in einem unbekannten Zustand stehen geblieben, deshalb endet der Bot. Verloren ist nichts: Starte ihn neu.',
  },
});
