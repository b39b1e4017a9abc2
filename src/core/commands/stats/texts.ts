import { defineTexts } from '../../texts/localized.ts';

export const statsTexts = defineTexts({
  'head-me': {
    en: 'You, the last {days, plural, one {day} other {# days}}:',
    de: 'Du, {days, plural, one {der letzte Tag} other {die letzten # Tage}}:',
  },
  'head-room': {
    en: 'This place, the last {days, plural, one {day} other {# days}}:',
    de: 'Dieser Ort, {days, plural, one {der letzte Tag} other {die letzten # Tage}}:',
  },
  'head-personality': {
    en: '{name}, the last {days, plural, one {day} other {# days}}:',
    de: '{name}, {days, plural, one {der letzte Tag} other {die letzten # Tage}}:',
  },
  nothing: { en: 'Nothing yet in these {days} days.', de: 'In diesen {days} Tagen noch nichts.' },
  line: {
    en: '{day}  {messages, plural, one {# answer} other {# answers}} · {in, number} tokens read, {out, number} written · {cost} · first word {p50, number} ms, slowest {p95, number} ms{errors, plural, =0 {} one { · # failed} other { · # failed}}',
    de: '{day}  {messages, plural, one {# Antwort} other {# Antworten}} · {in, number} Token gelesen, {out, number} geschrieben · {cost} · erstes Wort {p50, number} ms, langsamstes {p95, number} ms{errors, plural, =0 {} one { · # misslungen} other { · # misslungen}}',
  },
  total: {
    en: 'Together: {messages, plural, one {# answer} other {# answers}}, {in, number} tokens read, {out, number} written, {cost}.',
    de: 'Zusammen: {messages, plural, one {# Antwort} other {# Antworten}}, {in, number} Token gelesen, {out, number} geschrieben, {cost}.',
  },
  free: { en: 'nothing to pay', de: 'nichts zu zahlen' },
  footer: { en: 'Days are reckoned in UTC. No text is in here.', de: 'Tage zählen in UTC. Text steht hier keiner drin.' },
});
