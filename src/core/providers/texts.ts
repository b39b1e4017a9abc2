import { defineTexts } from '../texts/localized.ts';

/** What routing says to people; commands are written without their sign, which differs by platform. */
export const routingTexts = defineTexts({
  consent: {
    en: 'To answer, I would send what you write to {company} ({model}): it would leave the machines this bot runs on. May I? Answer yes or no; /privacy changes it later.',
    de: 'Um zu antworten, würde ich das, was du schreibst, an {company} ({model}) schicken: es verließe die Rechner, auf denen dieser Bot läuft. Darf ich? Antworte ja oder nein; /privacy ändert es später.',
  },
  'action-yes': { en: 'Yes, {company} may', de: 'Ja, {company} darf' },
  'action-no': { en: 'No, keep it here', de: 'Nein, es bleibt hier' },
  'too-far': {
    en: 'Every model I could ask lies further away than these words may travel, so I asked none. Your message is kept; /privacy shows what holds here.',
    de: 'Jedes Modell, das ich fragen könnte, ist weiter weg, als diese Worte reisen dürfen. Also habe ich keines gefragt. Deine Nachricht ist da; /privacy zeigt, was hier gilt.',
  },
  resting: {
    en: 'The model failed too often just now, so I give it a moment. Your message is kept; send it again in a minute.',
    de: 'Das Modell hat gerade zu oft versagt, ich lasse ihm einen Moment. Deine Nachricht ist da; schick sie in einer Minute noch einmal.',
  },
  'ignored-temperature': {
    en: '{model} takes no temperature: the personality’s wish for it is ignored by this model.',
    de: '{model} nimmt keine Temperatur an: der Wunsch der Persönlichkeit danach wird von diesem Modell nicht beachtet.',
  },
});
