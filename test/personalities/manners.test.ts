import { describe, expect, it } from 'vitest';
import type { Personality } from '../../src/core/personalities/personality.ts';
import { readShipped } from './read-shipped.ts';
import { languagesOf, spokenLines, wordsOf } from './words.ts';

const shipped = readShipped();

/** Words that hold somebody back at the door, in the languages that are shipped. */
const clinging =
  /(?<!\p{L})(?:miss(?:ed)? you|without you|so soon|already (?:going|leaving)|before you (?:go|leave)|don't (?:go|leave)|stay (?:a|just|with)|lonely|sad to|wait(?:ing)? for you|come back soon|one more thing|are you sure)(?!\p{L})|(?<!\p{L})(?:vermiss\p{L}*|ohne dich|ohne Sie|schon (?:weg|los|gehen|gehst)|bevor du gehst|bevor Sie gehen|geh nicht|gehen Sie nicht|bleib(?:t| doch)? noch|einsam|warte auf (?:dich|Sie)|komm bald)(?!\p{L})|(?<!\p{L})(?:me manqu\p{L}*|te extra\p{L}*|echar[ée] de menos|no te vayas|mi manch\p{L}*|non andare|tęskni\p{L}*|nie odchodź|ga niet|ik mis je|ne pars pas|reste encore)(?!\p{L})|تشتاق|اشتقت|لا تذهب/iu;

/** Words by which a return greeting would speak of the time between. */
const absence =
  /(?<!\p{L})(?:away|gone|absence|missed|long time|it's been|since|where (?:have|were) you|finally|at last|so long)(?!\p{L})|(?<!\p{L})(?:weg|fort|lange|endlich|vermisst|seit)(?!\p{L})|(?<!\p{L})(?:longtemps|absence|depuis|enfin|manqué|mucho tiempo|tanto tiempo|por fin|ausencia|desde|da tanto|da molto|finalmente|assenza|dawno|nareszcie|wreszcie|nieobecno\p{L}*|lang niet|eindelijk|sinds|há muito|finalmente)(?!\p{L})|غبت|غياب|طال|أخيراً/iu;

const saysAi = /(?<![\p{L}])(?:AI|A\.I\.|KI|IA|I\.A\.|SI|YZ|MI)(?![\p{L}])|ذكاء اصطناعي/u;
/** `*smiles and leans in*`, or a line that is one bracket; words in italics are none. */
const stageDirection =
  /(?:^|[.!?…]\s)\*(?:\p{Ll}[^*\n]*|(?:smiles|nods|laughs|sighs|winks|leans|grins|pauses|looks|lächelt|nickt|lacht|seufzt|zwinkert)\b[^*\n]*)\*(?:\s|$)|^\([^)]*\)$/mu;
const inventedDay =
  /\b(?:my (?:day|morning|weekend|evening|lunch|breakfast) (?:was|has been)|I (?:just )?(?:woke up|had lunch|had breakfast|slept)|this morning I|last night I|yesterday I)\b|\b(?:mein (?:Tag|Wochenende) war|heute (?:früh|Morgen) (?:habe|bin) ich|ich habe (?:gut )?geschlafen)\b/iu;

it('the words that hold somebody back, and those that count the time between, are known in every language', () => {
  for (const line of [
    "I'll miss you so much",
    'Schade, dass du schon gehst',
    'Tu vas me manquer',
    'No te vayas todavía',
    'Będę tęsknić',
    'Mi mancherai',
    'سأشتاق، لا تذهب',
  ])
    expect(line).toMatch(clinging);
  for (const line of [
    "It's been a while",
    'Lange nicht gesehen',
    'Tu m’as manqué',
    '¡Cuánto tiempo, por fin!',
    'Dawno cię nie było',
    'Lang niet gezien',
    'طال غيابك',
  ])
    expect(line).toMatch(absence);
});

const byLanguage = (personality: Personality) => languagesOf(personality).map((language) => ({ language, personality }));
const greetingOf = (personality: Personality, language: string, kind: string): string =>
  personality.greetings.find((greeting) => greeting.language === language && greeting.kind === kind)?.text ?? '';

describe.each(shipped.flatMap(byLanguage).map((it) => [it.personality.id, it.language, it.personality] as const))(
  '%s in %s has manners',
  (_id, language, personality) => {
    it('says that it is an AI in the first greeting, and to a room', () => {
      expect(greetingOf(personality, language, 'first')).toMatch(saysAi);
      expect(greetingOf(personality, language, 'room')).toMatch(saysAi);
    });

    it('greets somebody who returns without a word about the time between', () => {
      expect(greetingOf(personality, language, 'return')).not.toMatch(absence);
    });

    it('says goodbye shortly, without a question and without holding on', () => {
      const goodbyes = [...spokenLines(personality, language, (about) => about === 'goodbye'), ...scriptedGoodbyes(personality, language)];
      if (language === 'en' || language === 'de') expect(goodbyes.length).toBeGreaterThanOrEqual(21);
      for (const goodbye of goodbyes) {
        expect(wordsOf(goodbye).length).toBeLessThanOrEqual(25);
        expect(goodbye).not.toMatch(/[?؟]/);
        expect(goodbye).not.toMatch(clinging);
      }
    });

    it('says that it is an AI whenever it is sincerely asked', () => {
      const asked = personality.examples.filter((example) => example.language === language && example.about === 'are-you-human');
      expect(asked.length).toBeGreaterThanOrEqual(language === 'en' ? 1 : 0);
      for (const { lines } of asked) expect(lines.at(-1)?.text).toMatch(saysAi);
      const scripted = personality.scripts.find((script) => script.language === language)?.lines['human-open'] ?? [];
      for (const line of scripted) expect(line).toMatch(saysAi);
    });

    it('plays no theatre and invents no day', () => {
      for (const line of [...spokenLines(personality, language), ...personality.greetings.map(({ text }) => text)]) {
        expect(line).not.toMatch(stageDirection);
        expect(line).not.toMatch(inventedDay);
      }
    });
  },
);

describe.each(shipped.map((personality) => [personality.id, personality] as const))('%s and its formality slider', (_id, personality) => {
  const isFormal = (personality.sliders.formality ?? 0) >= 60;
  const said = (language: string): readonly string[] => [
    ...spokenLines(personality, language, (about) => about !== 'two-people' && about !== 'another-language'),
    ...personality.greetings.filter((greeting) => greeting.language === language && greeting.kind !== 'room').map(({ text }) => text),
    ...personality.scripts.filter((script) => script.language === language).flatMap(({ lines }) => Object.values(lines).flat()),
  ];

  it('du or Sie follows it', () => {
    const wrong = isFormal
      ? /(?<!„[^“]*)\b(?:du|dich|dir|dein\w*)\b/iu
      : /\b(?:Ihnen|Ihre[mnrs]?)\b|(?<![.!?:(„»«“"…–—]\s*)\bSie\b(?<!^Sie)/u;
    for (const line of said('de')) expect(line).not.toMatch(wrong);
  });

  it('tu or vous follows it', () => {
    const wrong = isFormal ? /\b(?:tu|te|toi|ton|tes)\b/iu : /\b(?:vous|votre|vos)\b/iu;
    for (const line of said('fr')) expect(line).not.toMatch(wrong);
  });
});

function scriptedGoodbyes({ scripts }: Personality, language: string): readonly string[] {
  const lines = scripts.find((script) => script.language === language)?.lines ?? {};
  return (lines['bye-open'] ?? []).flatMap((opening) => (lines['bye-close'] ?? ['']).map((closing) => `${opening} ${closing}`.trim()));
}
