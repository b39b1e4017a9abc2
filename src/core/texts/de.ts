import type { TextKey } from './say.ts';

export const de: Readonly<Record<TextKey, string>> = {
  'data-folder': 'MiaChat {version} · deine Daten: {folder}',
  rehearsal:
    'Kein Sprachmodell gefunden, also spielt {name} nach Skript: Sie kann grüßen, sich merken, was du ihr erzählst, und dich herumführen, aber nicht wirklich plaudern. /connect erweckt sie zum Leben.',
  local: 'Nichts, was du tippst, verlässt diesen Rechner.',
  'not-utf8': 'Ein Teil der Eingabe war kein UTF-8; was nicht lesbar war, steht als � da.',
  'not-claimed': 'Diese Zeile konnte nicht festgehalten werden; nichts davon ist geschehen. Schick sie später noch einmal.',
  'line-too-large': 'Diese Zeile ist länger als {most, number} Zeichen, ich habe sie nicht gelesen. Schick sie in Teilen.',
  leave: 'Strg-C hält eine Antwort an, Strg-D beendet.',
  'leave-again': 'Noch einmal Strg-C beendet.',
  'broke-off': 'Hier brach die Antwort ab.',
  away: 'Ich war {minutes, plural, one {# Minute} other {# Minuten}} weg und antworte jetzt auf das, was ich verpasst habe.',
  stopped: 'Angehalten. Was dasteht, bleibt.',
  'nothing-to-stop': 'Hier wird gerade nichts geschrieben.',
  waking: 'Ich wecke {model}{seconds, select, none {} other { (letztes Mal {seconds} s)}}.',
  'no-sight': '{model} kann nicht sehen, darum {count, plural, one {blieb das Bild} other {blieben die # Bilder}} unbeachtet.',
  'pictures-lost':
    '{count, plural, one {Ein Bild ließ} other {# Bilder ließen}} sich für {model} nicht holen, oder es waren mehr als die vier, die gezeigt werden.',
  queue: '{count, plural, one {Eine Frage ist} other {# Fragen sind}} vor deiner dran.',
  'no-longer-private':
    'Jemand ist dazugekommen, also ist das kein privater Chat mehr: Ich antworte auf meinen Namen oder eine Antwort, und was du mir allein gesagt hast, behalte ich hier für mich.',
  human: 'Ja, ich bin eine KI. Das schreibt kein Mensch.',
  daily: '{name} ist eine KI, kein Mensch.',
  'three-hours': 'Drei Stunden mit einer KI. Ein guter Moment für eine Pause; es geht nichts verloren, wenn du aufhörst.',
  'first-dm':
    'Hi, ich bin {name}. Ich bin eine KI und laufe {reach}. Ich hebe auf, was du sagst, damit ich mich erinnern kann. Andere sehen es nicht; wer den Bot betreibt, könnte es, es ist seine Maschine. /me ändert, was ich behalte. Für Leute ab 13. Leg los.',
  'run-loopback': 'auf dem Rechner dessen, der diesen Bot betreibt; weiter geht nichts, was du schreibst',
  'run-lan': 'im eigenen Netz dessen, der diesen Bot betreibt; weiter geht nichts, was du schreibst',
  'run-cloud':
    'bei dem, der diesen Bot betreibt; die Antworten entstehen auf den Servern von {provider}, also wird dorthin geschickt, was du schreibst',
  'first-room': '{name} ist eine KI, betrieben von dem, dem dieser Bot gehört. Was du zu ihr sagst, behält sie nur für diesen Kanal. /me',
  'model-here': '✓ {summary}. Jetzt bin ich richtig da. Du hattest gefragt: „{question}“',
  'model-here-idle': '✓ {summary}. Jetzt bin ich richtig da.',
  'card-too-large':
    '{name} braucht {needs, number} Token, dieses Modell hat {window, number}. Hintergrundwissen blieb weg; die Figur ist vollständig.',
  'card-cut':
    '{name} braucht {needs, number} Token, neben einem Gespräch zu viel für dieses Modell mit seinen {window, number}. Teile der Figur blieben weg; ein Modell mit größerem Fenster nimmt sie ganz.',
  'action-retry': 'Noch einmal',
  'action-smaller-model': 'Kleineres Modell',
  'action-other-model': 'Anderes Modell',
  'action-fine': 'In Ordnung',
  'action-forget-me': 'Merk dir nichts',
  'local-lan': 'Was du tippst, bleibt in deinem eigenen Netz.',
  'local-cloud': 'Was du tippst, geht an die Server von {provider}.',
  'local-ask': 'Bevor etwas, das du tippst, an {provider} geht, frage ich dich.',
  'local-never': 'Nichts, was du tippst, geht an {provider}: der Betreiber lässt nichts hinaus.',
  'form-closed': 'Das Formular ist zu. Was du ausgefüllt hattest, ist als Entwurf aufgehoben.',
  'error-too-large':
    'Diese Nachricht ist zu lang: {most, number} Zeichen kann ich höchstens beantworten. Sie ist aufgehoben; schick sie in Teilen.',
  'error-empty-message': 'In dieser Nachricht stand nichts, worauf ich antworten könnte. Schreib ein, zwei Worte.',
  'error-not-allowed': 'Du stehst nicht auf der Liste derer, die das hier dürfen. Der Betreiber kann das ändern.',
  'error-no-model': 'Es ist kein Modell verbunden. Der Betreiber weiß Bescheid.',
  'error-unknown-personality': 'Diese Persönlichkeit ist nicht mehr da. Deine Nachricht ist aufgehoben.',
  'the-model': 'Das Modell',
  'error-provider-timeout': '{model} hat nicht innerhalb von {seconds} s begonnen. Deine Nachricht ist aufgehoben.',
  'error-provider-unreachable': 'Das Modell antwortet gar nicht. Deine Nachricht ist aufgehoben; ich antworte, sobald es da ist.',
  'error-model-missing': '{model} ist nicht mehr da. Deine Nachricht ist aufgehoben; nimm ein anderes: /settings model',
  'error-provider-auth':
    'Das Modell hat seinen Schlüssel abgelehnt. Deine Nachricht ist aufgehoben; der Betreiber kann den Schlüssel ersetzen.',
  'error-provider-limit': 'Das Modell hat für jetzt seine Grenze erreicht. Deine Nachricht ist aufgehoben; schick sie später noch einmal.',
  'error-provider-failed': 'Das Modell hat dreimal nicht geantwortet. Deine Nachricht ist aufgehoben; schick sie später noch einmal.',
  'error-provider-quota':
    'Das Konto hinter diesem Modell ist leer. Deine Nachricht ist da; wem der Schlüssel gehört, der kann es auffüllen.',
  'error-provider-refused':
    'Das Modell hat diese Anfrage so abgelehnt. Deine Nachricht ist da; /chat retry oder ein anderes Modell hilft vielleicht.',
  'error-context-too-long':
    'Das war mehr, als {model} auf einmal lesen kann. Deine Nachricht ist da; /chat reset beginnt ein neues Gespräch.',
  'error-limit-reached': 'Eine Grenze dieses Bots ist für den Moment erreicht. Deine Nachricht ist da; schick sie später noch einmal.',
  'error-answer-unusable':
    'Mit der Antwort des Modells war zweimal nichts anzufangen. Nichts wurde geändert; versuch es noch einmal oder nimm ein anderes Modell.',
  'error-storage-full':
    'Die Platte ist voll, ich kann nichts behalten. Was ich bestätigt hatte, ist nicht verloren; schaffe Platz und schick es noch einmal.',
  'error-deleted': 'Du hast diese Nachricht gelöscht; ich habe sie vergessen und nicht beantwortet.',
  'error-interrupted':
    'Ich wurde unterbrochen, bevor ich darauf antworten konnte. Deine Nachricht ist aufgehoben; schick sie noch einmal, wenn du die Antwort noch willst.',
  'error-adult-only':
    'Sie ist für Erwachsene und spricht nur in Kanälen mit Altersbeschränkung. Die Moderation kann einen so kennzeichnen.',
  'error-expired-action': 'Das gibt es hier nicht mehr. Frag noch einmal, dann bekommst du es frisch.',
  'error-not-yours': 'Das hier gehört jemand anderem. Deins: /{command}',
  'error-stale-form': 'Dieses Formular ist älter als die letzte Änderung. Hol es neu; nichts wurde überschrieben.',
  'error-nothing-to-do': 'Dafür ist hier noch nichts da. Sag erst etwas.',
  'error-not-found': 'Das finde ich hier nicht. Nichts wurde geändert.',
  'error-bug':
    'Auf meiner Seite ist etwas kaputtgegangen ({code}). Deine Nachricht ist aufgehoben. Der Code enthält nichts von deinem Text.',
};
