import { defineTexts } from '../../../core/texts/localized.ts';

/** What connecting says. */
export const connectTexts = defineTexts({
  summary: { en: 'Put her on Matrix: rooms and private chats.', de: 'Bring sie auf Matrix: Räume und private Chats.' },
  homeserver: { en: 'homeserver', de: 'Homeserver' },
  'homeserver-help': {
    en: 'Where her account is: https://matrix.example.org, or the server’s name.',
    de: 'Wo ihr Konto liegt: https://matrix.example.org oder der Name des Servers.',
  },
  user: { en: 'user', de: 'Benutzer' },
  'user-help': {
    en: 'Her own account, made for her alone: @mia:example.org. Empty with an access token.',
    de: 'Ihr eigenes Konto, nur für sie: @mia:example.org. Leer bei einem Zugriffstoken.',
  },
  password: { en: 'password', de: 'Passwort' },
  'password-help': {
    en: 'Its password (not shown, stored encrypted). Empty: you have an access token.',
    de: 'Sein Passwort (wird nicht angezeigt, wird verschlüsselt gespeichert). Leer: Du hast ein Zugriffstoken.',
  },
  token: { en: 'access token', de: 'Zugriffstoken' },
  'token-help': {
    en: 'Only without a password, for servers without password login: a token of a session of its own (not shown, stored encrypted).',
    de: 'Nur ohne Passwort, für Server ohne Anmeldung mit Passwort: ein Token einer eigenen Sitzung (wird nicht angezeigt, wird verschlüsselt gespeichert).',
  },
  invites: { en: 'who may invite her', de: 'wer sie einladen darf' },
  'invites-help': {
    en: 'Patterns of Matrix ids, for example @*:example.org. Empty: everyone on her homeserver.',
    de: 'Muster von Matrix-IDs, zum Beispiel @*:example.org. Leer: alle auf ihrem Homeserver.',
  },
  owner: { en: 'operator', de: 'wer sie betreibt' },
  'owner-help': {
    en: 'Your own Matrix id, @you:example.org: you may change everything. Empty: nobody on Matrix.',
    de: 'Deine eigene Matrix-ID, @du:example.org: Du darfst alles ändern. Leer: niemand auf Matrix.',
  },
  found: { en: '✓ {server}', de: '✓ {server}' },
  'a-homeserver': { en: 'a homeserver answers', de: 'ein Homeserver antwortet' },
  'logged-in': { en: '✓ Logged in as {user}.', de: '✓ Angemeldet als {user}.' },
  'may-invite': { en: '✓ May invite her: {patterns}', de: '✓ Darf sie einladen: {patterns}' },
  'no-encryption': {
    en: '○ She cannot read encrypted rooms yet: switch encryption off when you start a chat with her.',
    de: '○ Verschlüsselte Räume kann sie noch nicht lesen: Schalt die Verschlüsselung aus, wenn du einen Chat mit ihr beginnst.',
  },
  tip: {
    en: 'Tip: an untouched Synapse lets her write about once in 5 s. Smoother answers, as a server admin: {command}',
    de: 'Tipp: Ein unveränderter Synapse lässt sie etwa alle 5 s schreiben. Flüssigere Antworten, als Admin des Servers: {command}',
  },
  next: {
    en: 'Next: in Element, start a chat with {user} and say hi.',
    de: 'Als Nächstes: Beginn in Element einen Chat mit {user} und sag hallo.',
  },
  'no-homeserver': {
    en: 'Which homeserver? Nothing was kept; give its address, https://matrix.example.org.',
    de: 'Welcher Homeserver? Nichts wurde aufgehoben; gib seine Adresse an, https://matrix.example.org.',
  },
  'no-matrix': {
    en: 'No Matrix homeserver answers at {address} ({reason}). Nothing was kept; look at the address and the network.',
    de: 'Unter {address} antwortet kein Matrix-Homeserver ({reason}). Nichts wurde aufgehoben; sieh nach Adresse und Netz.',
  },
  'no-account': {
    en: 'Neither a user with a password nor an access token came. Nothing was kept.',
    de: 'Es kamen weder ein Benutzer mit Passwort noch ein Zugriffstoken. Nichts wurde aufgehoben.',
  },
  'strange-user': {
    en: 'That is no Matrix id; it looks like @mia:example.org. Nothing was kept.',
    de: 'Das ist keine Matrix-ID; sie sieht aus wie @mia:example.org. Nichts wurde aufgehoben.',
  },
  'no-password-login': {
    en: 'This homeserver has no password login. Nothing was kept; make a session for her and give its access token.',
    de: 'Dieser Homeserver kennt keine Anmeldung mit Passwort. Nichts wurde aufgehoben; leg eine Sitzung für sie an und gib deren Zugriffstoken an.',
  },
  'wrong-password': {
    en: 'The homeserver refused this user and password. Nothing was kept.',
    de: 'Der Homeserver hat diesen Benutzer und dieses Passwort abgelehnt. Nichts wurde aufgehoben.',
  },
  'wrong-token': {
    en: 'The homeserver refused that access token. Nothing was kept; take one of a session that is open.',
    de: 'Der Homeserver hat dieses Zugriffstoken abgelehnt. Nichts wurde aufgehoben; nimm eines von einer offenen Sitzung.',
  },
  'too-often': {
    en: 'Too many logins for this homeserver just now. Nothing was kept; try again in a few minutes.',
    de: 'Zu viele Anmeldungen für diesen Homeserver gerade. Nichts wurde aufgehoben; versuch es in ein paar Minuten noch einmal.',
  },
  trouble: {
    en: 'The homeserver answered with {status} instead of its data. Nothing was kept; try again in a while.',
    de: 'Der Homeserver hat mit {status} statt mit Daten geantwortet. Nichts wurde aufgehoben; versuch es in einer Weile noch einmal.',
  },
});
