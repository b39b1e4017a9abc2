import { defineTexts } from '../../texts/localized.ts';

/** What `import`, `export` and `delete` say. */
export const fileTexts = defineTexts({
  import: {
    en: 'Bring character cards: PNG, JSON, CHARX, XML, or a zip of them.',
    de: 'Bring Charakterkarten mit: PNG, JSON, CHARX, XML oder ein Zip davon.',
  },
  'import-details': {
    en: 'So far XML: the form of /personality export and the two older ones. A file that names one of yours by its id becomes its next revision; talks and memories stay.',
    de: 'Bisher XML: die Form von /personality export und die zwei älteren. Nennt die Datei die ID einer deiner Persönlichkeiten, wird sie deren nächste Revision; Gespräche und Erinnerungen bleiben.',
  },
  'option-file': { en: 'the file', de: 'die Datei' },
  'option-xml': { en: 'the XML itself', de: 'das XML selbst' },
  'no-file': {
    en: 'I need the file, or its XML in single quotes after text=. Nothing was imported.',
    de: 'Ich brauche die Datei, oder ihr XML in einfachen Anführungszeichen hinter text=. Nichts wurde importiert.',
  },
  'not-xml': {
    en: 'I need what is in the file, not its name, and so far it must be XML. Nothing was imported.',
    de: 'Ich brauche den Inhalt der Datei, nicht ihren Namen, und bisher muss es XML sein. Nichts wurde importiert.',
  },
  imported: {
    en: 'Imported: {name}, revision {revision, number}, rated {rating}. It is yours alone; /personality use {name} lets it answer.',
    de: 'Importiert: {name}, Revision {revision, number}, Einstufung: {rating}. Sie gehört nur dir; /personality use {name} lässt sie antworten.',
  },
  updated: {
    en: 'Update: {name} is at revision {revision, number}. Talks and memories stay.',
    de: 'Aktualisiert: {name} ist bei Revision {revision, number}. Gespräche und Erinnerungen bleiben.',
  },
  export: {
    en: 'Take a personality away as a card. Nothing is lost.',
    de: 'Nimm eine Persönlichkeit als Karte mit. Nichts geht verloren.',
  },
  'export-details': {
    en: 'An XML file with everything in it, also what no form shows. It can be imported again, here or elsewhere.',
    de: 'Eine XML-Datei mit allem, auch dem, was kein Formular zeigt. Sie lässt sich wieder importieren, hier oder anderswo.',
  },
  exported: { en: '{name}, whole: {file}', de: '{name}, vollständig: {file}' },
  delete: {
    en: 'Remove a personality you own. You can bring it back for 30 days.',
    de: 'Lösche eine Persönlichkeit, die dir gehört. Du kannst sie 30 Tage lang zurückholen.',
  },
  'delete-details': {
    en: 'Asks first. /personality delete NAME undo brings it back; a talk that is going on with it ends well.',
    de: 'Fragt vorher nach. /personality delete NAME undo holt sie zurück; ein laufendes Gespräch mit ihr geht gut zu Ende.',
  },
  'option-sure': { en: 'yes without being asked, no, or undo', de: 'yes ohne Rückfrage, no oder undo' },
  'choice-yes': { en: 'delete it', de: 'löschen' },
  'choice-no': { en: 'keep it', de: 'behalten' },
  'choice-undo': { en: 'bring it back', de: 'zurückholen' },
  sure: {
    en: 'Delete {name} with all its revisions? You can bring it back for 30 days.',
    de: '{name} mit allen Revisionen löschen? Du kannst sie 30 Tage lang zurückholen.',
  },
  'action-yes': { en: 'Delete', de: 'Löschen' },
  'action-no': { en: 'Keep', de: 'Behalten' },
  kept: { en: 'Nothing was deleted; {name} stays.', de: 'Gelöscht wurde nichts; {name} bleibt.' },
  deleted: {
    en: 'Deleted: {name}. /personality delete {name} undo brings it back, for 30 days.',
    de: 'Gelöscht: {name}. /personality delete {name} undo holt sie zurück, 30 Tage lang.',
  },
  'now-here': { en: 'From now on {name} answers here.', de: 'Ab jetzt antwortet hier {name}.' },
  'not-deletable': {
    en: '{name} is shipped and cannot be deleted. /personality use chooses somebody else.',
    de: '{name} ist mitgeliefert und lässt sich nicht löschen. /personality use wählt jemand anderen.',
  },
  restored: { en: '{name} is back, with all its revisions.', de: '{name} ist wieder da, mit allen Revisionen.' },
  'nothing-deleted': {
    en: 'No deleted personality of yours goes by the name of {name}. After 30 days they are gone for good.',
    de: 'Keine deiner gelöschten Persönlichkeiten heißt {name}. Nach 30 Tagen sind sie endgültig weg.',
  },
});
