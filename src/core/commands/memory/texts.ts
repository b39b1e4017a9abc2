import { defineTexts } from '../../texts/localized.ts';

export const memoryTexts = defineTexts({
  'nothing-yet': {
    en: 'I remember nothing about you yet. /memory remember keeps something.',
    de: 'Ich weiß noch nichts über dich. /memory remember hebt etwas auf.',
  },
  facts: { en: 'You asked me to keep:', de: 'Du hast mich gebeten, das zu behalten:' },
  said: { en: 'You said, in your own words:', de: 'Du hast gesagt, in deinen Worten:' },
  'show-footer': {
    en: '/memory search finds more, /memory forget takes any of it away.',
    de: '/memory search findet mehr, /memory forget nimmt etwas davon weg.',
  },
  kept: { en: 'Kept: “{text}”. Only you and {name} will see it.', de: 'Behalten: „{text}“. Das sehen nur du und {name}.' },
  'found-nothing': { en: 'I find nothing about that which you may see.', de: 'Dazu finde ich nichts, was du sehen darfst.' },
  found: {
    en: '{count, plural, one {One line} other {# lines}} about that:',
    de: '{count, plural, one {Eine Zeile} other {# Zeilen}} dazu:',
  },
  forgotten: {
    en: 'Forgotten: {things, plural, one {# thing} other {# things}} from {messages, plural, one {# message} other {# messages}}. Hidden now, erased from disk in {minutes, plural, one {# minute} other {# minutes}}.',
    de: 'Vergessen: {things, plural, one {# Sache} other {# Sachen}} aus {messages, plural, one {# Nachricht} other {# Nachrichten}}. Ab jetzt verborgen, in {minutes, plural, one {# Minute} other {# Minuten}} von der Platte gelöscht.',
  },
  'forgotten-seconds': {
    en: 'Forgotten: {things, plural, one {# thing} other {# things}} from {messages, plural, one {# message} other {# messages}}. Hidden now, erased from disk in {seconds, plural, one {# second} other {# seconds}}.',
    de: 'Vergessen: {things, plural, one {# Sache} other {# Sachen}} aus {messages, plural, one {# Nachricht} other {# Nachrichten}}. Ab jetzt verborgen, in {seconds, plural, one {# Sekunde} other {# Sekunden}} von der Platte gelöscht.',
  },
  'nothing-to-forget': {
    en: 'There is nothing of yours that fits. Nothing was changed.',
    de: 'Von dir ist nichts da, was passt. Nichts wurde geändert.',
  },
  undo: { en: 'Undo', de: 'Rückgängig' },
  undone: { en: 'Brought back.', de: 'Wieder da.' },
  'too-late': { en: 'That is gone for good already.', de: 'Das ist schon endgültig weg.' },
  what: {
    en: 'What shall I forget? Words of it, “last”, “today”, “here” or “everything”.',
    de: 'Was soll ich vergessen? Worte daraus, „last“, „today“, „here“ oder „everything“.',
  },
  last: { en: 'the last thing you said or had me keep', de: 'das Letzte, was du gesagt oder mir aufgetragen hast' },
  today: { en: 'the last 24 hours', de: 'die letzten 24 Stunden' },
  here: { en: 'this place', de: 'dieser Ort' },
  everything: { en: 'all of it', de: 'alles' },
  'why-head': {
    en: '{name} answered through {provider} with {model}. Your words reached: {exposure}; they may reach: {ceiling}.',
    de: '{name} hat über {provider} mit {model} geantwortet. Deine Worte kamen bis: {exposure}; sie dürfen bis: {ceiling}.',
  },
  process: { en: 'this program', de: 'dieses Programm' },
  loopback: { en: 'this computer', de: 'dieser Rechner' },
  lan: { en: 'the operator’s network', de: 'das Netz des Betreibers' },
  cloud: { en: 'the internet', de: 'das Internet' },
  'why-tokens': {
    en: 'Read {in, number} tokens, wrote {out, number}; first word after {first, number} ms, whole after {total, number} ms.',
    de: '{in, number} Token gelesen, {out, number} geschrieben; erstes Wort nach {first, number} ms, fertig nach {total, number} ms.',
  },
  'why-based': { en: 'It was based on:', de: 'Das lag zugrunde:' },
  'why-left-out': { en: 'Left out for lack of room: {count}.', de: 'Aus Platzmangel weggelassen: {count}.' },
  app: { en: 'the rules of the house', de: 'die Hausregeln' },
  personality: { en: 'who {name} is', de: 'wer {name} ist' },
  lore: { en: 'lore “{id}” ({reason})', de: 'Hintergrund „{id}“ ({reason})' },
  person: { en: 'what you wrote in /me', de: 'was du in /me geschrieben hast' },
  summary: { en: 'the summary so far', de: 'die Zusammenfassung bisher' },
  history: {
    en: 'the talk so far, {count, plural, one {# line} other {# lines}}',
    de: 'das Gespräch bisher, {count, plural, one {# Zeile} other {# Zeilen}}',
  },
  memory: { en: 'remembered: “{quote}” ({reason})', de: 'erinnert: „{quote}“ ({reason})' },
  'memory-hidden': { en: 'something remembered that is not yours to see', de: 'etwas Erinnertes, das nicht deins ist' },
  moment: { en: 'date, time and who is here', de: 'Datum, Zeit und wer da ist' },
  'no-answer': { en: 'Nothing was answered here yet.', de: 'Hier wurde noch nichts beantwortet.' },
});
