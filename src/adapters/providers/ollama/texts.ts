import { defineTexts } from '../../../core/texts/localized.ts';

/** What the Ollama adapter says to people. */
export const texts = defineTexts({
  up: {
    en: 'Ollama at {address} · {count, number} chat models · using {model}, window {window, number}',
    de: 'Ollama unter {address} · {count, number} Chatmodelle · nutzt {model}, Fenster {window, number}',
  },
  upWithOne: {
    en: 'Ollama at {address} · 1 chat model · using {model}, window {window, number}',
    de: 'Ollama unter {address} · 1 Chatmodell · nutzt {model}, Fenster {window, number}',
  },
  news: { en: 'Ollama is up with {model}', de: 'Ollama läuft mit {model}' },
  detail: {
    en: '({why}; /connect ollama to choose another)',
    de: '({why}; mit /connect ollama wählst du ein anderes)',
  },
  loaded: { en: 'already loaded', de: 'schon geladen' },
  largest: { en: 'the largest up to 14B', de: 'das größte bis 14B' },
  smallest: { en: 'the smallest; all are larger than 14B', de: 'das kleinste; alle sind größer als 14B' },
  asked: { en: 'you chose it ({setting})', de: 'von dir gewählt ({setting})' },
  unreachable: {
    en: "Ollama doesn't answer at {address} ({reason}). Start it, or tell me where it is: /connect ollama http://HOST:11434.",
    de: 'Ollama antwortet nicht unter {address} ({reason}). Starte es, oder sag mir, wo es läuft: /connect ollama http://HOST:11434.',
  },
  nowhere: {
    en: "Ollama doesn't answer at {address} ({reason}). Start it, or tell me where it is: /connect ollama http://HOST:11434. I also tried [::1], host.docker.internal and WSL.",
    de: 'Ollama antwortet nicht unter {address} ({reason}). Starte es, oder sag mir, wo es läuft: /connect ollama http://HOST:11434. Auch [::1], host.docker.internal und WSL habe ich versucht.',
  },
  noChatModel: {
    en: "Ollama is up but has no chat model (found: {found}). ollama pull llama3.2:3b and I'll notice by myself.",
    de: 'Ollama läuft, hat aber kein Chatmodell (gefunden: {found}). Mit ollama pull llama3.2:3b bekommst du eins, und ich merke es von selbst.',
  },
  noModelAtAll: {
    en: "Ollama is up but has no chat model. ollama pull llama3.2:3b and I'll notice by myself.",
    de: 'Ollama läuft, hat aber kein Chatmodell. Mit ollama pull llama3.2:3b bekommst du eins, und ich merke es von selbst.',
  },
  namedMissing: {
    en: "Ollama at {address} has no {model} ({setting}). ollama pull {model} and I'll notice by myself.{near}",
    de: 'Ollama unter {address} hat kein {model} ({setting}). Mit ollama pull {model} bekommst du es, und ich merke es von selbst.{near}',
  },
  near: { en: ' It does have: {names}.', de: ' Vorhanden: {names}.' },
  meant: { en: ' Did you mean {names}?', de: ' Meintest du {names}?' },
  namedRemote: {
    en: '{model} ({setting}) would be answered on servers of others, not on this Ollama, so I leave it alone. Choose a local one: /connect ollama.',
    de: '{model} ({setting}) würde auf fremden Servern antworten, nicht auf diesem Ollama, darum lasse ich es. Wähle ein lokales: /connect ollama.',
  },
  namedCannotChat: {
    en: '{model} ({setting}) makes embeddings and cannot chat. Choose another: /connect ollama.',
    de: '{model} ({setting}) erzeugt Embeddings und kann nicht chatten. Wähle ein anderes: /connect ollama.',
  },
  vanished: {
    en: '{model} is not on this Ollama any more. Your message is kept; ollama pull {model} brings it back, /settings model chooses another.',
    de: '{model} ist nicht mehr auf diesem Ollama. Deine Nachricht ist aufgehoben; ollama pull {model} holt es zurück, /settings model wählt ein anderes.',
  },
  remote: {
    en: '{model} would be answered on servers of others, not on this Ollama. Nothing was sent; your message is kept. /settings model chooses another.',
    de: '{model} würde auf fremden Servern antworten, nicht auf diesem Ollama. Nichts wurde gesendet; deine Nachricht ist aufgehoben. /settings model wählt ein anderes.',
  },
  cannotChat: {
    en: '{model} makes embeddings and cannot chat. Your message is kept; /settings model chooses another.',
    de: '{model} erzeugt Embeddings und kann nicht chatten. Deine Nachricht ist aufgehoben; /settings model wählt ein anderes.',
  },
  noMemory: {
    en: '{model} does not fit into the memory of the computer Ollama runs on. Your message is kept; /settings model chooses a smaller one.',
    de: '{model} passt nicht in den Speicher des Rechners, auf dem Ollama läuft. Deine Nachricht ist aufgehoben; /settings model wählt ein kleineres.',
  },
  movedAway: {
    en: 'Ollama answers from further away now than you allow. Nothing was sent; your message is kept.',
    de: 'Ollama antwortet jetzt von weiter weg, als du erlaubst. Nichts wurde gesendet; deine Nachricht ist aufgehoben.',
  },
  refused: { en: 'refused', de: 'abgewiesen' },
  noRoute: { en: 'no route', de: 'nicht erreichbar' },
  timeout: { en: 'timeout', de: 'keine Antwort in der Zeit' },
  unknownHost: { en: 'unknown host', de: 'Rechnername unbekannt' },
  tooFar: { en: 'the address is further away than allowed', de: 'die Adresse liegt weiter weg als erlaubt' },
  brokenOff: { en: 'connection broken off', de: 'Verbindung abgebrochen' },
  notOllama: { en: 'something else answers there', de: 'dort antwortet etwas anderes' },
  status: { en: 'it answered with status {status}', de: 'es antwortete mit Status {status}' },
  connectSummary: {
    en: 'Connect Ollama: models on your own computer or network.',
    de: 'Ollama verbinden: Modelle auf deinem Rechner oder in deinem Netz.',
  },
  addressLabel: { en: 'Address', de: 'Adresse' },
  addressHelp: {
    en: 'Where Ollama listens, like http://127.0.0.1:11434. Leave it empty and I look around.',
    de: 'Wo Ollama lauscht, etwa http://127.0.0.1:11434. Leer lassen, dann sehe ich mich um.',
  },
  modelLabel: { en: 'Model', de: 'Modell' },
  modelHelp: {
    en: 'Which model to use, like llama3.1:8b. Leave it empty and I choose.',
    de: 'Welches Modell, etwa llama3.1:8b. Leer lassen, dann wähle ich.',
  },
  badAddress: {
    en: 'That must be http(s)://HOST[:PORT] without a path, like http://127.0.0.1:11434.',
    de: 'Das muss http(s)://HOST[:PORT] ohne Pfad sein, etwa http://127.0.0.1:11434.',
  },
  connected: { en: '✓ Ollama at {address} · models: {models}', de: '✓ Ollama unter {address} · Modelle: {models}' },
  willUse: { en: '✓ using {model}: {why}', de: '✓ nutzt {model}: {why}' },
  noSuchModel: {
    en: 'Ollama at {address} has no {model}. ollama pull {model} fetches it.{near}',
    de: 'Ollama unter {address} hat kein {model}. ollama pull {model} holt es.{near}',
  },
});
