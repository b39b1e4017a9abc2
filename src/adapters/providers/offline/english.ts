import type { Fact, FactKind, Grammar, Intent, Question, Sentence } from './fact.ts';
import { rest, thing, toValue } from './words.ts';

/** Where a told value ends: a comma, a dash, a word that opens another clause, or "and" before a new subject. */
const border =
  /[,;:] (?!\p{Lu}\p{L}+(?:,| and )(?! ?(?:i|he|she|it|they|we) ))|[.!?](?: |$)| [–—-] | \(| (?:but|because|since|although|though|which|who|while|when|so|if) | and (?:he|she|it|they|we|i|i'm|you|his|her|its|their|my|our|the|a|an|is|was|has|loves|likes|hates)(?: |$)| (?:now|today|too|actually|by the way|btw|lol)(?=[.!?]?$)/iu;

const pattern = (source: string): RegExp => new RegExp(source, 'iu');

interface Telling {
  readonly kind: FactKind;
  readonly pattern: RegExp;
}

const opening =
  '^(?:(?:and|so|well|oh|yes|hey|hi|hello|ok|okay|please|remember|note|actually|also|by the way)[,:]? )*(?:(?:remember|note) that )?';
const tellings: readonly Telling[] = [
  { kind: 'me', pattern: pattern(`\\b(?:my name is|my name's|i am called|i'm called|call me|i go by) (?<not>not )?${rest}`) },
  { kind: 'name', pattern: pattern(`\\b(?:my|our) ${thing}(?: is| are| was| were|'s) (?<not>not )?(?:called|named) ${rest}`) },
  { kind: 'name', pattern: pattern(`\\b(?:my|our) ${thing}(?: isn't| aren't| wasn't) (?<not>)(?:called|named) ${rest}`) },
  { kind: 'name', pattern: pattern(`\\b(?:my|our) ${thing}(?:'s|s') names? (?:is|are|was) (?<not>not )?${rest}`) },
  { kind: 'name', pattern: pattern(`\\bthe names? of (?:my|our) ${thing} (?:is|are|was) (?<not>not )?${rest}`) },
  {
    kind: 'name',
    pattern: pattern(
      `\\b(?:i|we)(?:'ve| have)?(?: also)?(?: have| had| got| own| adopted| bought)? (?:a|an|one|two|three|some) ${thing}(?:,)? (?:called|named|whose name is) ${rest}`,
    ),
  },
  { kind: 'name', pattern: pattern(`\\b(?:i|we) (?:call|called|named|have named) (?:my|our) ${thing} (?<value>\\p{Lu}.*)`) },
  {
    kind: 'name',
    pattern: pattern(`${opening}(?<key>\\p{L}[\\p{L}-]*'s \\p{L}[\\p{L}-]*)(?: is|'s) (?<not>not )?(?:called|named) ${rest}`),
  },
  { kind: 'live', pattern: pattern(`\\b(?:i|we) (?:live|am living|'m living) in ${rest}`) },
  { kind: 'from', pattern: pattern(`\\b(?:i come|i am|i'm|we come) from ${rest}`) },
  { kind: 'work', pattern: pattern(`\\bi (?:work|am working) (?<value>(?:as|at|for|in) .+)`) },
  { kind: 'age', pattern: pattern(`\\bi(?: am|'m) (?<value>\\d{1,3}(?: years old)?)(?=[ .!,]|$)`) },
  { kind: 'allergy', pattern: pattern(`\\bi(?: am|'m) allergic to ${rest}`) },
  { kind: 'hate', pattern: pattern(`\\bi (?:really )?(?:hate|dislike|don't like|do not like|can't stand) ${rest}`) },
  { kind: 'like', pattern: pattern(`\\bi (?:really |also )?(?:like|love|enjoy|prefer|adore) ${rest}`) },
  { kind: 'is', pattern: pattern(`\\b(?:my|our) ${thing}(?: is| are| was| were|'s) (?<not>not )?${rest}`) },
  {
    kind: 'name',
    pattern: pattern(`${opening}(?<value>\\p{Lu}[^,.!?]*?) (?:is|was) (?:the name of )?(?:my|our) (?<key>\\p{L}[\\p{L} '-]{0,60})[.!]?$`),
  },
];

const asks =
  /^(?:(?:and|so|well|hey|hi|hello|ok|please|mia)[,:]? )*(?:what|what's|whats|who|who's|whos|where|where's|how|when|which|why|do|does|did|can|could|would|will|is|are|was|were|am|tell me|remind me|remember what|remember who|remember where)\b/i;
const supposes = /^(?:if|suppose|imagine|let's say|what if|maybe|perhaps)\b/i;

function toQuestion(sentence: string): Question | undefined {
  if (/\b(?:know|remember|told you|learned|learnt)\b.* about (?:me|myself)\b|\bwhat have i told you\b|\bwho am i to you\b/i.test(sentence))
    return { kind: 'about', key: '' };
  if (/\bmy name\b(?! for)|\bwho am i\b|\bam i called\b|\bwhat(?:'s| is) me called\b/i.test(sentence)) return { kind: 'me', key: '' };
  const about: readonly [FactKind, RegExp][] = [
    ['live', /\bwhere (?:do|did) (?:i|we) live\b|\bwhere (?:i|we) live\b/i],
    ['from', /\bwhere (?:am i|do i come|i come|i am|i'm) from\b|\bwhere (?:do i|i) come from\b/i],
    ['work', /\bwhere (?:do )?i work\b|\bwhat (?:do i|i) do for (?:a living|work)\b|\bwhat(?:'s| is) my (?:job|work|profession)\b/i],
    ['age', /\bhow old (?:am i|i am)\b|\bwhat(?:'s| is) my age\b/i],
    ['allergy', /\bi allergic to\b|\bam i allergic\b|\bmy allerg/i],
    ['hate', /\bwhat (?:do |don't )?i (?:hate|dislike|not like|can't stand)\b|\bwhat don't i like\b/i],
    ['like', /\bwhat (?:do )?i (?:like|love|enjoy|prefer)\b/i],
  ];
  const found = about.find(([, ask]) => ask.test(sentence));
  if (found !== undefined) return { kind: found[0], key: '' };
  const thingAsked =
    /\b(?:my|our) (?<key>[\p{L}\p{M}\p{N}' -]{1,80})/iu.exec(sentence)?.groups?.['key'] ??
    /(?<key>\b(?!(?:what|who|where|that|it|let|how|there)'s)\p{L}[\p{L}-]*'s (?:\p{L}[\p{L}-]* ?){1,3})/iu.exec(sentence)?.groups?.['key'];
  if (thingAsked === undefined) return undefined;
  const wantsName = /\b(?:called|names?|named|who|who's|whos|call)\b/i.test(sentence);
  const key = thingAsked
    .replace(/ (?:called|named|again|please|exactly|then|now|is|are|was|were)\b.*$/i, '')
    .replace(/(?:'s|s') names?$/i, '')
    .replace(/ names?$/i, '')
    .trim();
  return key === '' ? undefined : { kind: wantsName ? 'name' : 'is', key };
}

const intents: readonly (readonly [Intent, RegExp])[] = [
  [
    'human',
    /\b(?:are|r) (?:you|u) (?:a |an )?(?:real |actual )?(?:human|person|people|bot|robot|ai|machine|real|alive|program)\b|\b(?:who|what) are you\b|\bam i talking to (?:a|an) (?:human|person|bot|machine)\b|\bwhat(?:'s| is) your name\b/i,
  ],
  ['help', /\bwhat (?:can|could|do) you do\b|\bhow (?:does this|do you) work\b|^help\b|\bwhat is this\b|\bcan you help\b/i],
  ['thanks', /^(?:thanks|thank you|thx|cheers|ta)\b/i],
  [
    'bye',
    /^(?:(?:ok|okay|well)[, ]+)?(?:bye|goodbye|good bye|good night|see you|see ya|cya|farewell|take care|i have to go|i must go|gotta go)\b/i,
  ],
  ['greet', /^(?:hello|hi|hey|hiya|howdy|yo|good (?:morning|afternoon|evening)|greetings|hello there)\b[^?]{0,20}$/i],
];

export const english: Grammar = {
  language: 'en',
  read(sentence): Sentence {
    const isQuestion = /\?\s*\W*$/u.test(sentence) || asks.test(sentence);
    const intent = intents.find(([, says]) => says.test(sentence))?.[0];
    if (isQuestion) {
      if (intent !== undefined) return { type: 'talk', intent };
      const question = toQuestion(sentence);
      return question === undefined ? { type: 'talk', intent: 'model' } : { type: 'question', question };
    }
    const told = supposes.test(sentence) ? [] : readTellings(sentence);
    const denied = told.find(({ isDenied }) => isDenied);
    if (denied !== undefined) return { type: 'denial', fact: denied.fact };
    if (told.length > 0) return { type: 'facts', facts: told.map(({ fact }) => fact) };
    return { type: 'talk', intent: intent ?? 'model' };
  },
};

/** Clause by clause: "my dog is called Biscuit and I live in Rome" tells two things. */
function readTellings(sentence: string): readonly { readonly fact: Fact; readonly isDenied: boolean }[] {
  const clauses = sentence.split(/(?:,| and| but)+ (?=(?:my|our|i|i'm) )/i).slice(0, 6);
  return clauses.flatMap((clause) => readClause(clause) ?? []);
}

function readClause(clause: string): { readonly fact: Fact; readonly isDenied: boolean } | undefined {
  for (const telling of tellings) {
    const groups = telling.pattern.exec(clause)?.groups;
    if (groups === undefined) continue;
    const value = toValue(groups['value'] ?? '', border);
    const key = (groups['key'] ?? '').trim();
    if (value === '' || /^(?:called|named|name)\b/i.test(value) || /^(?:names?|called)$/i.test(key)) continue;
    return { fact: { kind: telling.kind, key, value }, isDenied: groups['not'] !== undefined };
  }
  return undefined;
}
