import { defineTexts } from '../../../core/texts/localized.ts';

/** What connecting says. */
export const connectTexts = defineTexts({
  summary: {
    en: 'Put her on Discord: servers, channels, direct messages.',
    de: 'Bring sie auf Discord: Server, Kanäle, Direktnachrichten.',
  },
  label: { en: 'token', de: 'Token' },
  steps: {
    en: '1  Discord developer portal → New Application\n2  Bot → Reset Token → Copy       (switch no intents on; not needed)\n3  Paste it here (not shown, stored encrypted)',
    de: '1  Discord-Entwicklerportal → New Application\n2  Bot → Reset Token → Copy       (keine Intents einschalten; nicht nötig)\n3  Hier einfügen (wird nicht angezeigt, wird verschlüsselt gespeichert)',
  },
  'logged-in': {
    en: '✓ Logged in as {bot}. You, {owner}, own this application: you are the operator.',
    de: '✓ Angemeldet als {bot}. Dir, {owner}, gehört diese Anwendung: Du betreibst sie.',
  },
  'logged-in-team': {
    en: '✓ Logged in as {bot}. The team {team} owns this application; its owner is the operator.',
    de: '✓ Angemeldet als {bot}. Die Anwendung gehört dem Team {team}; wem das Team gehört, der betreibt sie.',
  },
  'logged-in-nobody': {
    en: '✓ Logged in as {bot}. Discord does not say who owns this application: MIACHAT_OWNERS names the operator.',
    de: '✓ Angemeldet als {bot}. Wem die Anwendung gehört, sagt Discord nicht: MIACHAT_OWNERS nennt, wer sie betreibt.',
  },
  'user-install-off': {
    en: '○ User Install is off (optional: Installation → User Install)',
    de: '○ User Install ist aus (wer mag: Installation → User Install)',
  },
  'code-grant': {
    en: '⚠ Switch Bot → Requires OAuth2 Code Grant off, or she cannot be invited.',
    de: '⚠ Schalte Bot → Requires OAuth2 Code Grant aus, sonst lässt sie sich nicht einladen.',
  },
  invite: { en: 'Invite her: {link}', de: 'Lade sie ein: {link}' },
  waiting: { en: 'waiting for a server…', de: 'ich warte auf einen Server…' },
  joined: { en: '✓ {servers}', de: '✓ {servers}' },
  'still-waiting': {
    en: 'none yet. The link stays good; she is there as soon as it is opened.',
    de: 'noch keiner. Der Link gilt weiter; sie ist da, sobald ihn jemand öffnet.',
  },
  missing: {
    en: 'No token came. Nothing was kept; it is under Bot → Reset Token → Copy in the developer portal.',
    de: 'Es kam kein Token. Nichts wurde aufgehoben; du findest ihn im Entwicklerportal unter Bot → Reset Token → Copy.',
  },
  refused: {
    en: 'Discord refused that token. Nothing was kept; make a fresh one in the developer portal (Bot → Reset Token → Copy) and paste it whole.',
    de: 'Discord hat diesen Token abgelehnt. Nichts wurde aufgehoben; mach im Entwicklerportal einen neuen (Bot → Reset Token → Copy) und füg ihn ganz ein.',
  },
  'other-key': {
    en: 'That is no bot token; it looks like an id, a public key or a client secret of the same page. Nothing was kept; the token is under Bot → Reset Token → Copy.',
    de: 'Das ist kein Bot-Token; es sieht nach einer ID, einem öffentlichen Schlüssel oder einem Client-Secret derselben Seite aus. Nichts wurde aufgehoben; der Token steht unter Bot → Reset Token → Copy.',
  },
  unreachable: {
    en: 'Discord does not answer at {host} ({reason}). Nothing was kept; look at the network and try again.',
    de: 'Discord antwortet unter {host} nicht ({reason}). Nichts wurde aufgehoben; sieh nach dem Netz und versuch es noch einmal.',
  },
  trouble: {
    en: 'Discord answered with {status} instead of its data. Nothing was kept; try again in a while.',
    de: 'Discord hat mit {status} statt mit Daten geantwortet. Nichts wurde aufgehoben; versuch es in einer Weile noch einmal.',
  },
});
