import { defineTexts } from '../../../core/texts/localized.ts';

/** What the adapter itself says: to people on Matrix, and to the operator. */
export const texts = defineTexts({
  'logged-out': {
    en: 'The homeserver has ended this session. Nothing is lost: run `npm start -- connect matrix`, or set MATRIX_PASSWORD, or MATRIX_ACCESS_TOKEN and MATRIX_DEVICE_ID of a new session.',
    de: 'Der Homeserver hat diese Sitzung beendet. Verloren ist nichts: Starte `npm start -- connect matrix` oder setz MATRIX_PASSWORD oder MATRIX_ACCESS_TOKEN und MATRIX_DEVICE_ID einer neuen Sitzung.',
  },
  'wrong-password': {
    en: 'The homeserver does not accept this user and password. Nothing is lost: check MATRIX_USER and MATRIX_PASSWORD, or run `npm start -- connect matrix`.',
    de: 'Der Homeserver nimmt diesen Benutzer und dieses Passwort nicht an. Verloren ist nichts: Prüf MATRIX_USER und MATRIX_PASSWORD oder starte `npm start -- connect matrix`.',
  },
  'no-credentials': {
    en: 'Matrix needs MATRIX_USER and MATRIX_PASSWORD, or MATRIX_ACCESS_TOKEN. `npm start -- connect matrix` asks for them.',
    de: 'Matrix braucht MATRIX_USER und MATRIX_PASSWORD oder MATRIX_ACCESS_TOKEN. `npm start -- connect matrix` fragt danach.',
  },
  'other-account': {
    en: 'The access token belongs to another account or device than MATRIX_USER and MATRIX_DEVICE_ID say. Take the three from one session.',
    de: 'Das Zugriffstoken gehört zu einem anderen Konto oder Gerät, als MATRIX_USER und MATRIX_DEVICE_ID sagen. Nimm alle drei aus einer Sitzung.',
  },
  unreachable: {
    en: 'The homeserver cannot be reached. Nothing is lost; check MATRIX_HOMESERVER_URL and the network, then start again.',
    de: 'Der Homeserver ist nicht erreichbar. Verloren ist nichts; prüf MATRIX_HOMESERVER_URL und das Netz und starte dann neu.',
  },
  encrypted: {
    en: 'I can’t read encrypted rooms yet. Invite me to one without encryption.',
    de: 'Verschlüsselte Räume kann ich noch nicht lesen. Lad mich in einen ohne Verschlüsselung ein.',
  },
  'not-invited': {
    en: 'I only come when somebody from my list invites me.',
    de: 'Ich komme nur, wenn mich jemand von meiner Liste einlädt.',
  },
  'nobody-left': { en: 'Nobody is left here.', de: 'Hier ist niemand mehr.' },
});
