import { defineTexts } from '../../texts/localized.ts';

/** What `browse`, `show` and `use` say. */
export const talkTexts = defineTexts({
  browse: { en: 'See who you can talk to.', de: 'Sieh, mit wem du reden kannst.' },
  'browse-details': {
    en: 'The shipped personalities and your own, by name. A word narrows the list down.',
    de: 'Die mitgelieferten Persönlichkeiten und deine eigenen, nach Namen. Ein Wort engt die Liste ein.',
  },
  'option-query': { en: 'a word of the name or the tagline', de: 'ein Wort aus dem Namen oder der Kurzbeschreibung' },
  'nobody-fits': {
    en: 'Nobody here fits “{query}”. /personality browse shows everyone.',
    de: 'Zu „{query}“ passt hier niemand. /personality browse zeigt alle.',
  },
  'browse-more': {
    en: '… and {more, number} more: /personality browse WORD',
    de: '… und {more, number} weitere: /personality browse WORT',
  },
  'browse-end': { en: '/personality use NAME · /personality show NAME', de: '/personality use NAME · /personality show NAME' },
  show: {
    en: 'A personality’s portrait: a line in its voice, what it is good for, how it talks.',
    de: 'Das Porträt einer Persönlichkeit: eine Zeile in ihrer Stimme, wofür sie gut ist.',
  },
  'show-details': {
    en: 'Also its boundaries, who made it and under which licence. Without a name: who answers here.',
    de: 'Auch ihre Grenzen, von wem sie ist und unter welcher Lizenz. Ohne Namen: wer hier antwortet.',
  },
  'good-for': { en: 'Good for:', de: 'Gut für:' },
  'not-for': { en: 'Not for:', de: 'Nicht für:' },
  'no-sliders': { en: 'As written: no sliders set.', de: 'Wie geschrieben: keine Regler gesetzt.' },
  revision: { en: 'revision {revision, number}', de: 'Revision {revision, number}' },
  creator: { en: 'by {creator}', de: 'von {creator}' },
  licence: { en: 'licence {licence}', de: 'Lizenz {licence}' },
  version: { en: 'version {version}', de: 'Version {version}' },
  use: { en: 'Choose who answers here.', de: 'Wähle, wer hier antwortet.' },
  'use-details': {
    en: 'In a private chat that is yours to decide, in a room it is up to its moderators. What was said with the one before stays, and goes on when they come back.',
    de: 'In einem privaten Chat entscheidest du, in einem Raum entscheiden die Moderatoren. Was mit der vorigen gesprochen wurde, bleibt und geht weiter, wenn sie zurückkommt.',
  },
  used: { en: 'From now on {name} answers here.', de: 'Ab jetzt antwortet hier {name}.' },
  already: { en: '{name} answers here already.', de: '{name} antwortet hier schon.' },
  'use-not-allowed': {
    en: 'Who answers here is up to the moderators of this room. In a private chat with me you decide.',
    de: 'Wer hier antwortet, entscheiden die Moderatoren dieses Raums. In einem privaten Chat mit mir entscheidest du.',
  },
  adult: {
    en: 'She is for adults and speaks only in channels marked age-restricted. A moderator can mark one.',
    de: 'Sie ist für Erwachsene und spricht nur in Kanälen mit Altersbeschränkung. Ein Moderator kann einen so einstellen.',
  },
  'rather-shipped': { en: 'Rather the shipped {name}', de: 'Lieber {name} wie mitgeliefert' },
  'rather-yours': { en: 'Rather your copy of {name}', de: 'Lieber deine Kopie von {name}' },
  'rather-other': { en: 'Rather the other {name}', de: 'Lieber {name} von jemand anderem' },
});
