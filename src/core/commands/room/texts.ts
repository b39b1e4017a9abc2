import { defineTexts } from '../../texts/localized.ts';

export const roomTexts = defineTexts({
  summary: { en: 'Who answers here, when, and who may change that.', de: 'Wer hier antwortet, wann, und wer das ändern darf.' },
  show: {
    en: 'Who answers here, when and how, and who may change that.',
    de: 'Wer hier antwortet, wann und wie, und wer das ändern darf.',
  },
  replies: {
    en: 'Where my answers go: the same place, or a thread of their own.',
    de: 'Wohin meine Antworten gehen: an denselben Ort oder in einen eigenen Thread.',
  },
  'replies-details': {
    en: 'With “thread” every question here opens a thread, and the talk goes on there. Commands are still answered where they are called.',
    de: 'Mit „thread“ öffnet jede Frage hier einen Thread, und das Gespräch geht dort weiter. Befehle werden weiter dort beantwortet, wo sie stehen.',
  },
  streaming: {
    en: 'Whether my answers grow as they are written, or come whole.',
    de: 'Ob meine Antworten beim Schreiben wachsen oder fertig kommen.',
  },
  quiet: {
    en: 'Silence me in this place, now, for as long as you say.',
    de: 'Bring mich an diesem Ort zum Schweigen, jetzt und so lange du sagst.',
  },
  'quiet-details': {
    en: 'While I am quiet I answer nobody here; commands still work. “off” lets me speak again.',
    de: 'Solange ich still bin, antworte ich hier niemandem; Befehle gehen weiter. „off“ lässt mich wieder reden.',
  },
  'option-streaming': { en: 'on or off', de: 'an oder aus' },
  'option-quiet': { en: 'for how long', de: 'wie lange' },
  'option-replies': { en: 'where to', de: 'wohin' },
  here: { en: 'where the question is', de: 'bei der Frage' },
  thread: { en: 'a thread of its own', de: 'ein eigener Thread' },
  'replies-here': { en: 'My answers stand where the question is.', de: 'Meine Antworten stehen bei der Frage.' },
  'replies-thread': {
    en: 'Each question opens a thread, and I answer there.',
    de: 'Jede Frage öffnet einen Thread, und ich antworte dort.',
  },
  'no-threads': {
    en: 'Here no thread can be opened, so I go on answering in this place. Nothing was changed.',
    de: 'Hier lässt sich kein Thread öffnen, darum antworte ich weiter an diesem Ort. Nichts wurde geändert.',
  },
  on: { en: 'on', de: 'an' },
  off: { en: 'off', de: 'aus' },
  '1h': { en: 'for 1 hour', de: 'für 1 Stunde' },
  '8h': { en: 'for 8 hours', de: 'für 8 Stunden' },
  '1d': { en: 'for 1 day', de: 'für 1 Tag' },
  forever: { en: 'for ever', de: 'für immer' },
  quietly: { en: 'Quiet', de: 'Still' },
  speak: { en: 'Speak again', de: 'Wieder reden' },
  'how-long': { en: 'For how long shall I be quiet here?', de: 'Wie lange soll ich hier still sein?' },
  'streaming-on': { en: 'My answers grow here as they are written.', de: 'Meine Antworten wachsen hier, während sie entstehen.' },
  'streaming-off': {
    en: 'My answers come whole here, once they are finished.',
    de: 'Meine Antworten kommen hier am Stück, sobald sie fertig sind.',
  },
  'quiet-until': {
    en: 'I am quiet here until {until}. Commands still work; /room quiet off lets me speak before.',
    de: 'Ich bin hier still bis {until}. Befehle gehen weiter; /room quiet off lässt mich eher reden.',
  },
  'quiet-forever': {
    en: 'I am quiet here until you say otherwise. Commands still work; /room quiet off lets me speak again.',
    de: 'Ich bin hier still, bis ihr etwas anderes sagt. Befehle gehen weiter; /room quiet off lässt mich wieder reden.',
  },
  'quiet-off': { en: 'I speak here again.', de: 'Ich rede hier wieder.' },
  'not-quiet': { en: 'I am not quiet here.', de: 'Ich bin hier nicht still.' },
  'still-quiet': {
    en: 'The place this thread belongs to is quiet, so I stay quiet here too. /room quiet off there lets me speak.',
    de: 'Der Ort, zu dem dieser Thread gehört, ist still, darum bleibe ich es hier auch. /room quiet off dort lässt mich reden.',
  },
  title: { en: 'This place', de: 'Dieser Ort' },
  who: { en: 'Who answers', de: 'Wer antwortet' },
  when: { en: 'When', de: 'Wann' },
  'when-dm': { en: 'Always: just write.', de: 'Immer: Schreib einfach.' },
  'when-room': {
    en: 'To a mention, a reply, or a message that begins with the name.',
    de: 'Auf eine Erwähnung, eine Antwort oder eine Nachricht, die mit dem Namen anfängt.',
  },
  where: { en: 'How', de: 'Wie' },
  change: { en: 'Who may change that', de: 'Wer das ändern darf' },
  'change-dm': { en: 'You.', de: 'Du.' },
  'change-yes': { en: 'The moderators of this place; you are one.', de: 'Die Moderation dieses Ortes; du gehörst dazu.' },
  'change-no': { en: 'The moderators of this place.', de: 'Die Moderation dieses Ortes.' },
});
