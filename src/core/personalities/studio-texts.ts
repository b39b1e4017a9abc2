import { defineTexts } from '../texts/localized.ts';

/** What the studio says when something cannot be done. */
export const studioTexts = defineTexts({
  'not-yours': {
    en: '{name} belongs to somebody else, so nothing was changed. Your own: /personality browse',
    de: '{name} gehört jemand anderem, geändert wurde nichts. Deine eigenen: /personality browse',
  },
  'read-only': {
    en: '{name} is shipped and stays as it is. /personality edit {name} makes a copy that is yours.',
    de: '{name} ist mitgeliefert und bleibt, wie sie ist. /personality edit {name} macht eine Kopie, die dir gehört.',
  },
  gone: {
    en: 'That personality is not here any more. /personality browse shows who is.',
    de: 'Diese Persönlichkeit gibt es hier nicht mehr. /personality browse zeigt, wer da ist.',
  },
  'too-late': {
    en: 'A deleted personality can be brought back for 30 days, and that time is over.',
    de: 'Eine gelöschte Persönlichkeit lässt sich 30 Tage lang zurückholen, und die sind vorbei.',
  },
  stale: {
    en: '{name} has been changed since you began. Nothing was overwritten; /personality edit {name} shows what holds now.',
    de: '{name} wurde geändert, seit du angefangen hast. Überschrieben wurde nichts; /personality edit {name} zeigt den jetzigen Stand.',
  },
  invalid: {
    en: 'That cannot be kept: {part} {reason}. Nothing was changed.',
    de: 'Das lässt sich so nicht speichern: {part} {reason}. Geändert wurde nichts.',
  },
  xml: {
    en: '{file} line {line}, column {column}: {message}. {more, plural, =0 {} one {One more thing is wrong. } other {# more things are wrong. }}Nothing was imported.',
    de: '{file} Zeile {line}, Spalte {column}: {message}. {more, plural, =0 {} one {Noch etwas stimmt nicht. } other {Noch # Dinge stimmen nicht. }}Nichts wurde importiert.',
  },
  'no-card': {
    en: 'This picture carries no character data; many apps strip it when a picture is pasted or re-saved. Send the original as a file.',
    de: 'Dieses Bild enthält keine Charakterdaten; viele Apps werfen sie beim Einfügen oder Speichern weg. Schick das Original als Datei.',
  },
});
