import { defineTexts } from '../../texts/localized.ts';

export const miaTexts = defineTexts({
  'title-dm': { en: 'You are talking with {name}', de: 'Du redest mit {name}' },
  'title-room': { en: 'Here answers {name}', de: 'Hier antwortet {name}' },
  process: {
    en: '🟢 {name} · on her script, no model is connected · nothing leaves this computer',
    de: '🟢 {name} · nach Skript, kein Modell verbunden · nichts verlässt diesen Rechner',
  },
  loopback: {
    en: '🟢 {name} · {model} on the operator’s computer · nothing leaves it',
    de: '🟢 {name} · {model} auf dem Rechner des Betreibers · nichts verlässt ihn',
  },
  lan: {
    en: '🟢 {name} · {model} in the operator’s own network · nothing leaves it',
    de: '🟢 {name} · {model} im eigenen Netz des Betreibers · nichts verlässt es',
  },
  cloud: {
    en: '🟠 {name} · {model} through {provider} · your words are sent there',
    de: '🟠 {name} · {model} über {provider} · deine Worte gehen dorthin',
  },
  nobody: {
    en: '⚪ {name} · no model answers right now; what you write is kept',
    de: '⚪ {name} · gerade antwortet kein Modell; was du schreibst, bleibt aufgehoben',
  },
  talk: { en: 'How to talk', de: 'Wie man redet' },
  'talk-dm': { en: 'Just write.', de: 'Schreib einfach.' },
  'talk-room': { en: 'Mention her, reply to her, or begin with her name.', de: 'Erwähne sie, antworte ihr oder fang mit ihrem Namen an.' },
  see: { en: 'What I can see', de: 'Was ich sehe' },
  'see-dm': {
    en: 'What you write to me here. I keep it so that I can remember it; /me changes that, /memory show tells you what.',
    de: 'Was du mir hier schreibst. Ich hebe es auf, damit ich mich erinnern kann; /me ändert das, /memory show zeigt es.',
  },
  'see-room': {
    en: 'What is said to me here. I keep it for this place only.',
    de: 'Was hier zu mir gesagt wird. Ich hebe es nur für diesen Ort auf.',
  },
  do: { en: 'What I can do for you', de: 'Was ich für dich tun kann' },
  'do-body': {
    en: 'Talk · be someone else (/personality browse) · remember (/memory) · show why (/memory why) · start over (/chat reset) · /help',
    de: 'Reden · jemand anderes sein (/personality browse) · erinnern (/memory) · zeigen, warum (/memory why) · neu beginnen (/chat reset) · /help',
  },
  missing: {
    en: '⚠ {count, plural, one {One right is missing here} other {# rights are missing here}}',
    de: '⚠ {count, plural, one {Hier fehlt ein Recht} other {Hier fehlen # Rechte}}',
  },
  who: { en: 'Who else?', de: 'Wer noch?' },
  why: { en: 'Why the last answer?', de: 'Warum die letzte Antwort?' },
  tour: { en: 'Show me round', de: 'Führ mich herum' },
});
