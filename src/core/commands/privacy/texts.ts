import { defineTexts } from '../../texts/localized.ts';

export const privacyTexts = defineTexts({
  summary: { en: 'How far your words travel, and who decides.', de: 'Wie weit deine Worte reisen und wer das entscheidet.' },
  show: { en: 'What holds for your words here.', de: 'Was hier für deine Worte gilt.' },
  'local-only': { en: 'Keep your words on the operator’s own machines.', de: 'Deine Worte bleiben auf den Rechnern des Betreibers.' },
  'local-only-details': {
    en: 'on: nothing you write goes to a company, whatever anybody chose; off: what you agreed to holds again. In a room an admin can say it for the place.',
    de: 'on: nichts, was du schreibst, geht an eine Firma, was auch immer jemand gewählt hat; off: es gilt wieder, wozu du ja gesagt hast. In einem Raum kann ein Admin es für den Ort sagen.',
  },
  cloud: { en: 'Say yes or no to a company that answers.', de: 'Sag ja oder nein zu einer Firma, die antwortet.' },
  'option-provider': { en: 'which provider', de: 'welcher Anbieter' },
  'option-value': { en: 'yes or no', de: 'ja oder nein' },
  'option-on': { en: 'on or off', de: 'an oder aus' },
  'option-message': { en: 'the message that waits for it', de: 'die Nachricht, die darauf wartet' },
  'option-scope': { en: 'for whom; you, if not said', de: 'für wen; dich, wenn nichts gesagt ist' },
  on: { en: 'on', de: 'an' },
  off: { en: 'off', de: 'aus' },
  yes: { en: 'yes', de: 'ja' },
  no: { en: 'no', de: 'nein' },
  you: { en: 'you, everywhere', de: 'dich, überall' },
  here: { en: 'this place', de: 'diesen Ort' },
  everybody: { en: 'the whole bot', de: 'den ganzen Bot' },
  title: { en: 'Your words', de: 'Deine Worte' },
  'may-loopback': {
    en: 'What you write here stays on the computer this bot runs on.',
    de: 'Was du hier schreibst, bleibt auf dem Rechner, auf dem dieser Bot läuft.',
  },
  'may-lan': {
    en: 'What you write here stays on the operator’s own machines: no company is sent any of it.',
    de: 'Was du hier schreibst, bleibt auf den Rechnern des Betreibers: keine Firma bekommt etwas davon.',
  },
  'may-cloud': {
    en: 'What you write here may be sent to: {companies}.',
    de: 'Was du hier schreibst, darf geschickt werden an: {companies}.',
  },
  'decided-by': { en: 'Decided by {from}.', de: 'Festgelegt von: {from}.' },
  'asks-first': {
    en: 'Before anything goes to another company I ask you.',
    de: 'Bevor etwas an eine andere Firma geht, frage ich dich.',
  },
  refused: { en: 'You said no to: {companies}.', de: 'Nein gesagt hast du zu: {companies}.' },
  'all-companies': { en: 'every company configured here ({companies})', de: 'jede hier eingerichtete Firma ({companies})' },
  'none-configured': { en: 'no company is configured', de: 'keine Firma ist eingerichtet' },
  'who-answers': { en: 'Who can answer', de: 'Wer antworten kann' },
  'provider-line': { en: '· {name}: {where}{allowed}', de: '· {name}: {where}{allowed}' },
  'where-process': { en: 'inside this program', de: 'in diesem Programm' },
  'where-loopback': { en: 'on this computer', de: 'auf diesem Rechner' },
  'where-lan': { en: 'in the operator’s network', de: 'im Netz des Betreibers' },
  'where-cloud': { en: '{company}, outside', de: '{company}, außerhalb' },
  'not-allowed': { en: ' · not with your words', de: ' · nicht mit deinen Worten' },
  kept: { en: 'What is kept', de: 'Was behalten wird' },
  'kept-body': {
    en: 'Messages to me, my answers and what I remember of them lie in the operator’s data folder. /memory shows and forgets, /me says how much I may remember, /memory why says what went into an answer and how far it went.',
    de: 'Nachrichten an mich, meine Antworten und was ich davon behalte, liegen im Datenordner des Betreibers. /memory zeigt und vergisst, /me sagt, wie viel ich behalten darf, /memory why sagt, was in einer Antwort steckt und wie weit es kam.',
  },
  'now-local': {
    en: 'From now on nothing of yours goes to a company, not what you wrote before either. What already went out I cannot call back.',
    de: 'Ab jetzt geht nichts von dir an eine Firma, auch nicht, was du vorher geschrieben hast. Was schon hinausging, kann ich nicht zurückholen.',
  },
  'now-local-room': {
    en: 'From now on nothing that is written here goes to a company.',
    de: 'Ab jetzt geht nichts, was hier geschrieben wird, an eine Firma.',
  },
  'no-longer-local': {
    en: 'Local-only is off. What you said yes to holds again; anything else I ask about first.',
    de: 'Local-only ist aus. Es gilt wieder, wozu du ja gesagt hast; nach allem anderen frage ich vorher.',
  },
  'still-local': {
    en: 'Off for {scope}, but {from} says it as well, so it still holds.',
    de: 'Für {scope} aus, aber {from} sagt es auch, also gilt es weiter.',
  },
  said: {
    en: 'Agreed: what you write may go to {company}. /privacy cloud {provider} no takes it back.',
    de: 'Gut: was du schreibst, darf an {company} gehen. /privacy cloud {provider} no nimmt es zurück.',
  },
  'said-no': {
    en: 'Then nothing of yours goes to {company}. /privacy cloud {provider} yes changes it.',
    de: 'Dann geht nichts von dir an {company}. /privacy cloud {provider} yes ändert es.',
  },
  'nobody-else': {
    en: 'Without {company} no model is there that could answer. Your message is kept.',
    de: 'Ohne {company} ist kein Modell da, das antworten könnte. Deine Nachricht ist da.',
  },
  'all-allowed': {
    en: 'The operator of this bot lets words go to every company configured here; /privacy local-only keeps yours at home.',
    de: 'Der Betreiber dieses Bots lässt Worte an jede hier eingerichtete Firma gehen; /privacy local-only behält deine hier.',
  },
  'action-local': { en: 'Keep my words here', de: 'Meine Worte bleiben hier' },
  'action-not-local': { en: 'End local-only', de: 'Local-only beenden' },
});
