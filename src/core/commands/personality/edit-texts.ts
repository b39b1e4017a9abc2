import { defineTexts } from '../../texts/localized.ts';

/** What the studio says: `edit`, `set` and `create`. */
export const editTexts = defineTexts({
  edit: { en: 'Open the studio: change, try, compare, undo.', de: 'Öffne das Studio: ändern, ausprobieren, vergleichen, zurücknehmen.' },
  'edit-details': {
    en: 'Opens a form; nothing holds before you have seen the preview and saved. A shipped personality stays as it is, the change becomes a copy of yours. Without a name: who answers here.',
    de: 'Öffnet ein Formular; nichts gilt, bevor du die Vorschau gesehen und gespeichert hast. Eine mitgelieferte Persönlichkeit bleibt, wie sie ist; die Änderung wird deine Kopie. Ohne Namen: wer hier antwortet.',
  },
  'option-step': { en: 'a step of the studio instead of the form', de: 'ein Schritt des Studios statt des Formulars' },
  'step-undo': { en: 'back to the revision before', de: 'zurück zur Revision davor' },
  'step-redo': { en: 'forward again', de: 'wieder vor' },
  'step-save': { en: 'save the draft as a new revision', de: 'den Entwurf als neue Revision speichern' },
  'step-discard': { en: 'throw the draft away', de: 'den Entwurf wegwerfen' },
  'step-preview': { en: 'what the draft would change', de: 'was der Entwurf ändern würde' },
  'step-history': { en: 'all revisions', de: 'alle Revisionen' },
  'step-diff': { en: 'what the last revision changed', de: 'was die letzte Revision geändert hat' },
  'step-draft': { en: 'go on with the draft', de: 'mit dem Entwurf weitermachen' },
  fields: {
    en: '{count, plural, one {One field needs} =2 {Two fields need} =3 {Three fields need} other {# fields need}} a look; all your text is kept.',
    de: '{count, plural, one {Ein Feld braucht} =2 {Zwei Felder brauchen} =3 {Drei Felder brauchen} other {# Felder brauchen}} noch einen Blick; dein Text ist noch ganz da.',
  },
  'unknown-field': {
    en: 'There is no field “{field}”.{near, select, none {} other { Did you mean {near}?}} Nothing was changed.',
    de: 'Ein Feld „{field}“ gibt es nicht.{near, select, none {} other { Meintest du {near}?}} Geändert wurde nichts.',
  },
  nothing: { en: 'nothing', de: 'nichts' },
  'other-parts': {
    en: 'Parts that stand in no form (lore, scripts and the like) are different.',
    de: 'Teile, die in keinem Formular stehen (Lore, Skripte und Ähnliches), sind anders.',
  },
  resurfaced: { en: '{name}: your unsaved changes of {when}', de: '{name}: deine ungespeicherten Änderungen vom {when}' },
  'kept-draft': {
    en: 'Kept as a draft. /personality edit {name} goes on with it.',
    de: 'Als Entwurf behalten. /personality edit {name} macht damit weiter.',
  },
  'not-saved': { en: '{name}, not saved yet:', de: '{name}, noch nicht gespeichert:' },
  'nothing-changed': {
    en: 'Nothing is different, so {name} stays at revision {revision, number}.',
    de: 'Es ist alles wie vorher, also bleibt {name} bei Revision {revision, number}.',
  },
  'nothing-waits': {
    en: 'No changes of yours wait to be saved on {name}. This is how it greets:',
    de: 'Für {name} warten keine Änderungen von dir. So begrüßt sie:',
  },
  'nothing-to-save': {
    en: 'No changes of yours wait on {name}. /personality edit {name} begins some.',
    de: 'Für {name} warten keine Änderungen von dir. /personality edit {name} fängt welche an.',
  },
  discarded: {
    en: 'The draft is gone. {name} stays at revision {revision, number}.',
    de: 'Der Entwurf ist weg. {name} bleibt bei Revision {revision, number}.',
  },
  saved: { en: 'Saved: {name}, revision {revision, number}.', de: 'Gespeichert: {name}, Revision {revision, number}.' },
  forked: {
    en: '{name} is shipped and stays as it is; this is your copy.',
    de: '{name} ist mitgeliefert und bleibt, wie sie ist; das hier ist deine Kopie.',
  },
  stale: {
    en: 'This form is older than the change of {when}. Nothing was overwritten; what you typed is kept: /personality edit {name}',
    de: 'Dieses Formular ist älter als die Änderung vom {when}. Überschrieben wurde nichts, dein Text ist noch da: /personality edit {name}',
  },
  'stale-draft': {
    en: '{name} was changed on {when}, after you began. Nothing was overwritten; /personality edit {name} shows your changes on top of it.',
    de: '{name} wurde am {when} geändert, nachdem du angefangen hast. Überschrieben wurde nichts; /personality edit {name} zeigt deine Änderungen darüber.',
  },
  'moved-to': { en: '{name} is at revision {revision, number} again.', de: '{name} ist wieder bei Revision {revision, number}.' },
  'nothing-to-undo': {
    en: 'There is nothing to undo on {name}: this is where it began.',
    de: 'Bei {name} gibt es nichts zurückzunehmen: So hat sie angefangen.',
  },
  'nothing-to-redo': {
    en: 'There is nothing to redo on {name}: nothing came after this.',
    de: 'Bei {name} gibt es nichts zu wiederholen: Danach kam nichts.',
  },
  history: { en: '{name}, newest first:', de: '{name}, das Neueste zuerst:' },
  'history-line': { en: '{revision, number} · {when}', de: '{revision, number} · {when}' },
  'history-from': { en: 'made from {parent, number}', de: 'aus {parent, number}' },
  'holds-now': { en: 'holds now', de: 'gilt jetzt' },
  'history-shipped': {
    en: '{name} is shipped: revision {revision, number}, no history. What you change becomes a copy of yours.',
    de: '{name} ist mitgeliefert: Revision {revision, number}, kein Verlauf. Was du änderst, wird deine Kopie.',
  },
  'history-more': { en: '… and {more, number} older ones.', de: '… und {more, number} ältere.' },
  diff: { en: '{name}, revision {from, number} → {to, number}:', de: '{name}, Revision {from, number} → {to, number}:' },
  'no-diff': {
    en: '{name} is as it began, at revision {revision, number}: nothing to compare.',
    de: '{name} ist, wie sie angefangen hat, bei Revision {revision, number}: nichts zu vergleichen.',
  },
  'sample-question': { en: 'Hello! Who are you, and how was your day?', de: 'Hallo! Wer bist du, und wie war dein Tag?' },
  sample: { en: 'So it would sound, to “{question}”:', de: 'So würde es klingen, auf „{question}“:' },
  'action-save': { en: 'Save', de: 'Speichern' },
  'action-discard': { en: 'Discard', de: 'Verwerfen' },
  'action-again': { en: 'Edit again', de: 'Weiter bearbeiten' },
  set: {
    en: 'Change one thing about a personality: a text, a slider, its portrait.',
    de: 'Ändere eine Sache an einer Persönlichkeit: einen Text, einen Regler, ihr Porträt.',
  },
  'set-details': {
    en: 'For a slider 1 to 5 is a level and 6 to 100 an exact value (80 % works too); unset clears it. A portrait is a picture file (PNG, JPEG, WebP, GIF). Holds at once, and /personality edit NAME undo takes it back.',
    de: 'Bei einem Regler ist 1 bis 5 eine Stufe, 6 bis 100 ein genauer Wert (80 % geht auch); unset leert ihn. Ein Porträt ist eine Bilddatei (PNG, JPEG, WebP, GIF). Gilt sofort, und /personality edit NAME undo nimmt es zurück.',
  },
  'option-field': { en: 'what to change, e.g. warmth or greeting', de: 'was sich ändern soll, z. B. warmth oder greeting' },
  'option-value': { en: 'the new value; unset clears it', de: 'der neue Wert; unset leert ihn' },
  'option-portrait': { en: 'a picture for its portrait', de: 'ein Bild als Porträt' },
  'file-for-portrait': {
    en: 'Only a portrait comes as a file; everything else is text. Nothing was changed.',
    de: 'Nur ein Porträt kommt als Datei; alles andere ist Text. Geändert wurde nichts.',
  },
  'bad-slider': {
    en: '{label} takes a level from 1 to 5, an exact value up to 100, a word such as “{word}”, or unset. Nothing was changed.',
    de: '{label} nimmt eine Stufe von 1 bis 5, einen genauen Wert bis 100, ein Wort wie „{word}“ oder unset. Geändert wurde nichts.',
  },
  'credits-stay': {
    en: 'Who made {name} and under which licence stays as it is. Nothing was changed.',
    de: 'Von wem {name} ist und unter welcher Lizenz, bleibt, wie es ist. Geändert wurde nichts.',
  },
  unset: { en: 'nothing: the model decides', de: 'nichts: das Modell entscheidet' },
  create: {
    en: 'Make a new personality from a sentence, a template or a card.',
    de: 'Mach eine neue Persönlichkeit aus einem Satz, einer Vorlage oder einer Karte.',
  },
  'create-details': {
    en: 'With a name and a sentence it is made at once; otherwise a form opens. It is yours alone; /personality edit refines it.',
    de: 'Mit Namen und einem Satz ist sie sofort da; sonst öffnet sich ein Formular. Sie gehört nur dir; /personality edit verfeinert sie.',
  },
  'option-create-name': { en: 'what it is called', de: 'wie sie heißt' },
  'option-create-text': { en: 'who it is, in a sentence', de: 'wer sie ist, in einem Satz' },
  'option-create-draft': { en: 'an unfinished one to go on with', de: 'eine unfertige, mit der es weitergeht' },
  'create-title': { en: 'A new personality', de: 'Eine neue Persönlichkeit' },
  'create-resurfaced': {
    en: 'A new personality, as you left it on {when}',
    de: 'Eine neue Persönlichkeit, wie du sie am {when} verlassen hast',
  },
  'create-kept': {
    en: 'Kept as a draft. /personality create goes on with it.',
    de: 'Als Entwurf behalten. /personality create macht damit weiter.',
  },
  'create-nothing': { en: 'Nothing was filled in, so nothing is kept.', de: 'Es stand noch nichts drin, also wird nichts behalten.' },
  created: {
    en: '{name} is here and yours alone. /personality use {name} lets it answer, /personality edit {name} refines it.',
    de: '{name} ist da und gehört nur dir. /personality use {name} lässt sie antworten, /personality edit {name} verfeinert sie.',
  },
});
