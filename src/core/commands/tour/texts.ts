import { defineTexts } from '../../texts/localized.ts';

export const tourTexts = defineTexts({
  title: { en: 'A walk in {of} steps: {step}', de: 'Ein Rundgang in {of} Schritten: {step}' },
  next: { en: 'Next', de: 'Weiter' },
  'title-1': { en: 'I remember', de: 'Ich erinnere mich' },
  'body-1': {
    en: 'Tell me one true thing, like “my dog is called Biscuit”. Ask for it later, in a minute or in a month. /memory remember keeps a thing for good, /memory forget really deletes it.',
    de: 'Erzähl mir etwas Wahres, wie „mein Hund heißt Keks“. Frag später danach, in einer Minute oder in einem Monat. /memory remember hebt etwas für immer auf, /memory forget löscht es wirklich.',
  },
  'title-2': { en: 'I say why', de: 'Ich sage, warum' },
  'body-2': {
    en: 'Every answer has a receipt: what it was based on, which model wrote it, how far your words went. /memory why shows the last one.',
    de: 'Zu jeder Antwort gibt es einen Beleg: worauf sie beruht, welches Modell sie schrieb, wie weit deine Worte gegangen sind. /memory why zeigt den letzten.',
  },
  'title-3': { en: 'Meet someone else', de: 'Lern jemand anderen kennen' },
  'body-3': {
    en: '{names} are here too, each with a voice of their own. /personality use NAME, and they answer; what you told one, the others do not know.',
    de: '{names} sind auch da, jede Stimme für sich. /personality use NAME, und sie antworten; was du der einen erzählst, wissen die anderen nicht.',
  },
  'title-4': { en: 'A slider that does something', de: 'Ein Regler, der etwas tut' },
  'body-4': {
    en: 'Verbosity tells a character how much to write. At level 1, 3 and 5 it is told:\n1 · {low}\n3 · {middle}\n5 · {high}\n/personality edit opens all eleven; trying one changes the very next answer.',
    de: 'Ausführlichkeit sagt einer Figur, wie viel sie schreibt. Auf Stufe 1, 3 und 5 heißt das:\n1 · {low}\n3 · {middle}\n5 · {high}\n/personality edit öffnet alle elf; eine Änderung gilt schon für die nächste Antwort.',
  },
  'title-5': { en: 'What leaves this computer', de: 'Was diesen Rechner verlässt' },
  'body-5': {
    en: '{where} Everything kept lies in {folder}, readable by its owner alone. /settings show says what holds and who decided it.',
    de: '{where} Alles Aufgehobene liegt in {folder}, lesbar nur für den, dem es gehört. /settings show sagt, was gilt und wer es festgelegt hat.',
  },
  local: { en: 'Nothing: what answers runs here.', de: 'Nichts: Was antwortet, läuft hier.' },
  network: { en: 'Nothing beyond your own network.', de: 'Nichts über dein eigenes Netz hinaus.' },
  away: { en: 'What you write goes to {provider}.', de: 'Was du schreibst, geht zu {provider}.' },
  try: { en: 'Try it', de: 'Probier es' },
});
