import type { TextKey } from './say.ts';

export const de: Readonly<Record<TextKey, string>> = {
  'data-folder': 'MiaChat {version} · deine Daten: {folder}',
  rehearsal:
    'Kein Sprachmodell gefunden, also spielt {name} nach Skript: Sie kann grüßen und sich merken, was du ihr erzählst, aber nicht wirklich plaudern.',
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
  help: 'Schreib einfach. Das kann ich hier:',
  'command-chat': 'Hält die Antwort an, die gerade entsteht. Was dasteht, bleibt.',
  'command-help': 'Was du hier tun kannst.',
  'error-too-large':
    'Diese Nachricht ist zu lang: {most, number} Zeichen kann ich höchstens beantworten. Sie ist aufgehoben; schick sie in Teilen.',
  'error-empty-message': 'In dieser Nachricht stand nichts, worauf ich antworten könnte. Schreib ein, zwei Worte.',
  'error-not-allowed': 'Du stehst nicht auf der Liste derer, die das hier dürfen. Der Betreiber kann das ändern.',
  'error-no-model': 'Es ist kein Modell verbunden. Der Betreiber weiß Bescheid.',
  'error-unknown-command': 'Diesen Befehl kenne ich nicht.{hint, select, other { Meintest du /{hint}?} none {}} /help zeigt alle.',
  'error-invalid-option': 'Diesem Befehl fehlt noch ein Wort: {hint}.',
  'error-unknown-personality': 'Diese Persönlichkeit ist nicht mehr da. Deine Nachricht ist aufgehoben.',
  'error-provider-timeout':
    '{model} hat nicht innerhalb von {seconds} s begonnen. Deine Nachricht ist aufgehoben; schick sie später noch einmal.',
  'error-provider-auth':
    'Das Modell hat seinen Schlüssel abgelehnt. Deine Nachricht ist aufgehoben; der Betreiber kann den Schlüssel ersetzen.',
  'error-provider-limit': 'Das Modell hat für jetzt seine Grenze erreicht. Deine Nachricht ist aufgehoben; schick sie später noch einmal.',
  'error-provider-failed': 'Das Modell hat dreimal nicht geantwortet. Deine Nachricht ist aufgehoben; schick sie später noch einmal.',
  'error-storage-full':
    'Die Platte ist voll, ich kann nichts behalten. Was ich bestätigt hatte, ist nicht verloren; schaffe Platz und schick es noch einmal.',
  'error-deleted': 'Du hast diese Nachricht gelöscht; ich habe sie vergessen und nicht beantwortet.',
  'error-interrupted':
    'Ich wurde unterbrochen, bevor ich darauf antworten konnte. Deine Nachricht ist aufgehoben; schick sie noch einmal, wenn du die Antwort noch willst.',
  'error-bug':
    'Auf meiner Seite ist etwas kaputtgegangen ({code}). Deine Nachricht ist aufgehoben. Der Code enthält nichts von deinem Text.',
};
