import { dayWords } from '../prompting/day-words.ts';
import { finished } from '../texts/finished.ts';
import { defineTexts, type Localized } from '../texts/localized.ts';
import type { LimitKind, LimitOwner } from './budget-limits.ts';

/** Up to here a wait is told in seconds. */
const secondsUpToMs = 120_000;

const texts = defineTexts({
  'person-messages': {
    en: 'That was more than {limit, plural, one {# message} other {# messages}} in a minute. Go on {when}.',
    de: 'Das waren mehr als {limit, plural, one {# Nachricht} other {# Nachrichten}} in einer Minute. Weiter geht es {when}.',
  },
  'room-messages': {
    en: 'This place has had its {limit, plural, one {# message} other {# messages}} for this minute. It goes on {when}.',
    de: 'Dieser Ort hatte seine {limit, plural, one {# Nachricht} other {# Nachrichten}} für diese Minute. Weiter geht es {when}.',
  },
  'bot-messages': {
    en: 'Everybody is writing at once: {limit, plural, one {# message} other {# messages}} a minute is all I take. It goes on {when}.',
    de: 'Gerade schreiben alle auf einmal: Mehr als {limit, plural, one {# Nachricht} other {# Nachrichten}} in der Minute nehme ich nicht an. Weiter geht es {when}.',
  },
  'person-tokens': {
    en: 'Your {limit, number} tokens for today are used up. It goes on {when}.',
    de: 'Deine {limit, number} Token für heute sind verbraucht. Weiter geht es {when}.',
  },
  'room-tokens': {
    en: 'The {limit, number} tokens of this place are used up for today. It goes on {when}.',
    de: 'Die {limit, number} Token dieses Orts sind für heute verbraucht. Weiter geht es {when}.',
  },
  'bot-tokens': {
    en: 'My {limit, number} tokens for today are used up. It goes on {when}; with a key of your own it goes on now.',
    de: 'Meine {limit, number} Token für heute sind verbraucht. Weiter geht es {when}; mit einem eigenen Schlüssel sofort.',
  },
  'person-money': {
    en: 'What you may spend today is used up. It goes on {when}.',
    de: 'Was du heute ausgeben darfst, ist verbraucht. Weiter geht es {when}.',
  },
  'room-money': {
    en: 'What this place may spend today is used up. It goes on {when}.',
    de: 'Was dieser Ort heute ausgeben darf, ist verbraucht. Weiter geht es {when}.',
  },
  'bot-money': {
    en: 'What I may spend today is used up. It goes on {when}; with a key of your own it goes on now.',
    de: 'Was ich heute ausgeben darf, ist verbraucht. Weiter geht es {when}; mit einem eigenen Schlüssel sofort.',
  },
  never: {
    en: 'This question alone takes more than the limit of a whole day allows. Waiting does not help: start anew with /chat reset, or ask whoever runs this bot for more.',
    de: 'Diese eine Frage braucht mehr, als für einen ganzen Tag erlaubt ist. Warten hilft nicht: Fang mit /chat reset neu an, oder bitte um mehr, wer diesen Bot betreibt.',
  },
  seconds: { en: 'in {seconds, plural, one {# second} other {# seconds}}', de: 'in {seconds, plural, one {# Sekunde} other {# Sekunden}}' },
  today: { en: 'today at {time} ({zone})', de: 'heute um {time} Uhr ({zone})' },
  tomorrow: { en: 'tomorrow at {time} ({zone})', de: 'morgen um {time} Uhr ({zone})' },
});

export interface Refusal {
  readonly kind: LimitKind;
  readonly owner: LimitOwner;
  readonly limit: number;
  /** What the call would have taken. */
  readonly needed: number;
  readonly now: number;
  /** When it fits again. */
  readonly until: number;
  /** IANA zone the person reads times in. */
  readonly timeZone: string;
}

/** Which limit it was, and when to come back, in the person's own time. */
export function refusalOf({ kind, owner, limit, needed, now, until, timeZone }: Refusal): Localized {
  if (needed > limit && kind !== 'messages' && needed > 1) return finished(texts.never, {});
  return finished(texts[`${owner}-${kind}`], { limit, when: momentIn(timeZone, now, until) });
}

function momentIn(timeZone: string, now: number, until: number): Localized {
  if (until - now <= secondsUpToMs) return finished(texts.seconds, { seconds: Math.max(1, Math.ceil((until - now) / 1000)) });
  const words = dayWords(timeZone);
  const text = words.date(until) === words.date(now) ? texts.today : texts.tomorrow;
  // To the minute, and not before it.
  return finished(text, { time: words.time(Math.ceil(until / 60_000) * 60_000), zone: words.zone });
}
