import { defineTexts } from '../../texts/localized.ts';

export const chatTexts = defineTexts({
  stopped: { en: 'Stopped. What is there stays.', de: 'Angehalten. Was dasteht, bleibt.' },
  'nothing-to-stop': { en: 'Nothing is being written here.', de: 'Hier wird gerade nichts geschrieben.' },
  'asked-about': { en: 'What do you say to this message?', de: 'Was sagst du zu dieser Nachricht?' },
  edited: { en: 'Changed. The answer will be to the new text.', de: 'Geändert. Die Antwort gilt dem neuen Text.' },
  reset: {
    en: 'A fresh conversation. The one before is kept: /chat list. Memories stay.',
    de: 'Ein frisches Gespräch. Das vorige ist aufgehoben: /chat list. Erinnerungen bleiben.',
  },
  branched: {
    en: 'We go on from here: “{quote}”. What came after it is kept in the conversation before: /chat list',
    de: 'Wir machen hier weiter: „{quote}“. Was danach kam, bleibt im vorigen Gespräch: /chat list',
  },
  resumed: { en: 'We go on with: “{quote}”', de: 'Wir machen weiter bei: „{quote}“' },
  'resumed-empty': {
    en: 'We go on with that conversation; nothing was said in it yet.',
    de: 'Wir machen mit diesem Gespräch weiter; gesagt wurde darin noch nichts.',
  },
  'no-conversations': { en: 'No conversations here yet. Just write.', de: 'Hier gab es noch keine Gespräche. Schreib einfach.' },
  conversations: {
    en: 'Conversations here, /chat resume NUMBER brings one back:',
    de: 'Gespräche hier, /chat resume NUMMER holt eins zurück:',
  },
  entry: {
    en: '{number}  {day} · {length, plural, one {# message} other {# messages}} · {quote}{now, select, yes { · going on now} other {}}',
    de: '{number}  {day} · {length, plural, one {# Nachricht} other {# Nachrichten}} · {quote}{now, select, yes { · läuft gerade} other {}}',
  },
  'no-such-conversation': {
    en: 'There is no conversation {number} here. /chat list shows them.',
    de: 'Ein Gespräch {number} gibt es hier nicht. /chat list zeigt alle.',
  },
  exported: {
    en: 'This conversation, {length, plural, one {# message} other {# messages}}.',
    de: 'Dieses Gespräch, {length, plural, one {# Nachricht} other {# Nachrichten}}.',
  },
  flipped: { en: 'Answer {number} of {all}.', de: 'Antwort {number} von {all}.' },
});
