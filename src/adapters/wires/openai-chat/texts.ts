import { defineTexts } from '../../../core/texts/localized.ts';

/** What servers of Chat Completions make us say to people. `label` begins a sentence: `OpenAI`, `The model server`. */
export const texts = defineTexts({
  server: { en: 'The model server at {address}', de: 'Der Modellserver unter {address}' },
  up: {
    en: '{label} · {count, number} chat models · using {model}',
    de: '{label} · {count, number} Chatmodelle · nutzt {model}',
  },
  upWithOne: { en: '{label} · 1 chat model · using {model}', de: '{label} · 1 Chatmodell · nutzt {model}' },
  news: { en: '{label} is up with {model}', de: '{label} läuft mit {model}' },
  detail: {
    en: '({why}; /connect {command} to choose another)',
    de: '({why}; mit /connect {command} wählst du ein anderes)',
  },
  asked: { en: 'you chose it ({setting})', de: 'von dir gewählt ({setting})' },
  loaded: { en: 'already loaded', de: 'schon geladen' },
  only: { en: 'the only one there', de: 'das einzige dort' },
  first: { en: 'the first of its list', de: 'das erste seiner Liste' },
  small: { en: 'the newest of the small ones', de: 'das neueste der kleinen' },
  noKey: {
    en: '{label} answers only with a key, and there is none. /connect {command} takes it; or bring one of your own.',
    de: '{label} antwortet nur mit einem Schlüssel, und es gibt keinen. /connect {command} nimmt ihn; oder bring einen eigenen mit.',
  },
  badKey: {
    en: '{label} does not accept the key. /connect {command} takes another one.',
    de: '{label} nimmt den Schlüssel nicht an. /connect {command} nimmt einen anderen.',
  },
  nothingLeft: {
    en: '{label} says that the account behind the key has nothing left. Fill it up, or use another key: /connect {command}.',
    de: '{label} sagt, dass das Konto hinter dem Schlüssel leer ist. Füll es auf oder nimm einen anderen Schlüssel: /connect {command}.',
  },
  busy: {
    en: "{label} has too much to do right now. I'll look again by myself.",
    de: '{label} hat gerade zu viel zu tun. Ich sehe von selbst wieder nach.',
  },
  broken: {
    en: "{label} does not answer properly. I'll look again by myself; /connect {command} takes another address.",
    de: '{label} antwortet nicht richtig. Ich sehe von selbst wieder nach; /connect {command} nimmt eine andere Adresse.',
  },
  unreachable: {
    en: "{label} doesn't answer. Is it running, and is {address} the right address? /connect {command} takes another.",
    de: '{label} antwortet nicht. Läuft der Server, und stimmt die Adresse {address}? /connect {command} nimmt eine andere.',
  },
  somethingElse: {
    en: 'Something answers at {address}, but it is no model server. /connect {command} takes another address.',
    de: 'Unter {address} antwortet etwas, aber kein Modellserver. /connect {command} nimmt eine andere Adresse.',
  },
  tooFar: {
    en: '{address} lies further away than its setting says. Nothing was sent. /connect {command} takes another address.',
    de: '{address} liegt weiter weg, als die Einstellung sagt. Nichts wurde gesendet. /connect {command} nimmt eine andere Adresse.',
  },
  noModel: {
    en: "{label} is up but has no chat model. I'll notice when it has one.",
    de: '{label} läuft, hat aber kein Chatmodell. Ich merke es, wenn es eins gibt.',
  },
  namedMissing: {
    en: '{label} has no {model} ({setting}).{near} /connect {command} chooses another.',
    de: '{label} hat kein {model} ({setting}).{near} Mit /connect {command} wählst du ein anderes.',
  },
  meant: { en: ' Did you mean {names}?', de: ' Meintest du {names}?' },
  has: { en: ' It does have: {names}.', de: ' Vorhanden: {names}.' },
  gone: {
    en: '{label} has no {model}. Your message is kept; /settings model chooses another.',
    de: '{label} hat kein {model}. Deine Nachricht ist aufgehoben; /settings model wählt ein anderes.',
  },
  keyLabel: { en: 'Key', de: 'Schlüssel' },
  addressLabel: { en: 'Address', de: 'Adresse' },
  modelLabel: { en: 'Model', de: 'Modell' },
  modelHelp: {
    en: 'Which model to use. Leave it empty and I choose.',
    de: 'Welches Modell. Leer lassen, dann wähle ich.',
  },
  badAddress: {
    en: 'That must be an address like {example}.',
    de: 'Das muss eine Adresse wie {example} sein.',
  },
  connected: { en: '✓ {label} · models: {names}', de: '✓ {label} · Modelle: {names}' },
  willUse: { en: '✓ using {model}: {why}', de: '✓ nutzt {model}: {why}' },
});
