import type { Fact, FactKind, Grammar, Intent, Question, Sentence } from './fact.ts';
import { rest, thing, toValue } from './words.ts';

const border =
  /[,;:] (?!\p{Lu}\p{L}+(?:,| und )(?! ?(?:ich|er|sie|es|wir) ))|[.!?](?: |$)| [–—-] | \(| (?:aber|weil|denn|obwohl|während|wenn) | und (?:er|sie|es|wir|ich|du|sein|seine|ihr|ihre|mein|meine|unser|unsere|der|die|das|ist|war|hat|mag|liebt|hasst)(?: |$)| (?:jetzt|heute|übrigens|auch|nämlich)(?=[.!?]?$)/iu;

const pattern = (source: string): RegExp => new RegExp(source, 'iu');
const my = '(?<![\\p{L}])(?:mein|unser)(?:e[nmrs]?|es)?';
const called = '(?:heißt|heisst|heißen|heissen|hieß|nennt sich)';

interface Telling {
  readonly kind: FactKind;
  readonly pattern: RegExp;
}

const tellings: readonly Telling[] = [
  {
    kind: 'me',
    pattern: pattern(
      `(?<![\\p{L}])(?:ich heiße|ich heisse|mein name ist|mein name lautet|nenne? mich|man nennt mich) (?<not>nicht )?${rest}`,
    ),
  },
  { kind: 'name', pattern: pattern(`${my} ${thing} ${called} (?<not>nicht )?${rest}`) },
  {
    kind: 'name',
    pattern: pattern(`(?<![\\p{L}])(?:der|die) namen? (?:von )?${my} ${thing} (?:ist|sind|war|lautet) (?<not>nicht )?${rest}`),
  },
  {
    kind: 'name',
    pattern: pattern(
      `(?<![\\p{L}])ich hab(?:e)?(?: auch)? (?:ein\\p{L}*|zwei|drei) ${thing},? (?:namens|genannt|mit (?:dem )?namen) ${rest}`,
    ),
  },
  {
    kind: 'name',
    pattern: pattern(`(?<![\\p{L}])ich hab(?:e)?(?: auch)? (?:ein\\p{L}*|zwei|drei) ${thing}, (?:der|die|das) (?<value>.+?) ${called}`),
  },
  { kind: 'name', pattern: pattern(`(?<![\\p{L}])(?<key>\\p{L}[\\p{L}-]*s \\p{Lu}[\\p{L}-]*) ${called} (?<not>nicht )?${rest}`) },
  { kind: 'live', pattern: pattern(`(?<![\\p{L}])(?:ich wohne|ich lebe|wir wohnen|wir leben) in ${rest}`) },
  { kind: 'from', pattern: pattern(`(?<![\\p{L}])(?:ich komme|wir kommen) aus ${rest}`) },
  { kind: 'work', pattern: pattern(`(?<![\\p{L}])ich arbeite (?<value>(?:als|bei|in|im|für) .+)`) },
  { kind: 'age', pattern: pattern(`(?<![\\p{L}])ich bin (?<value>\\d{1,3}(?: jahre alt)?)(?=[ .!,]|$)`) },
  { kind: 'allergy', pattern: pattern(`(?<![\\p{L}])ich bin allergisch gegen ${rest}`) },
  { kind: 'hate', pattern: pattern(`(?<![\\p{L}])ich (?:hasse|mag keine?n?|mag nicht) ${rest}`) },
  { kind: 'like', pattern: pattern(`(?<![\\p{L}])ich (?:mag|liebe|bevorzuge) (?:auch )?${rest}`) },
  { kind: 'is', pattern: pattern(`${my} ${thing} (?:ist|sind|war|waren) (?<not>nicht )?${rest}`) },
  { kind: 'name', pattern: pattern(`^(?<value>\\p{Lu}[^,.!?]*?) (?:${called}|ist) ${my} (?<key>\\p{L}[\\p{L} -]{0,60})[.!]?$`) },
];

const asks =
  /^(?:(?:und|also|hey|hallo|ok|bitte|sag mal|mia)[,:]? )*(?:wie|was|wer|wo|woher|wohin|wann|warum|wieso|welche[rsmn]?|weißt du|weisst du|kennst du|erinnerst du|kannst du|könntest du|sag mir|verrate mir|bist du|ist|sind|war|heißt|heisst|hast du|als was|gegen was|wogegen)(?![\p{L}])/iu;
const supposes = /^(?:wenn|falls|angenommen|stell dir vor|vielleicht)(?![\p{L}])/iu;

function toQuestion(sentence: string): Question | undefined {
  if (
    /(?:weißt|weisst|kennst|erinnerst|gemerkt)(?![\p{L}]).*(?:über|von|an) mich|was habe ich dir (?:alles )?(?:erzählt|gesagt)/iu.test(
      sentence,
    )
  )
    return { kind: 'about', key: '' };
  if (
    /(?<![\p{L}])(?:heiße|heisse) ich(?![\p{L}])|wie ich (?:heiße|heisse)|(?<![\p{L}])mein name(?![\p{L}])|(?<![\p{L}])wer bin ich/iu.test(
      sentence,
    )
  )
    return { kind: 'me', key: '' };
  const about: readonly [FactKind, RegExp][] = [
    ['live', /(?:wo (?:wohne|lebe) ich|wo ich (?:wohne|lebe)|wo (?:wohnen|leben) wir)/iu],
    ['from', /(?:woher (?:komme ich|ich komme))/iu],
    ['work', /(?:wo arbeite ich|als was arbeite ich|was arbeite ich|was ist mein (?:beruf|job))/iu],
    ['age', /(?:wie alt (?:bin ich|ich bin))/iu],
    ['allergy', /allergisch/iu],
    ['hate', /(?:was (?:hasse ich|ich hasse|mag ich nicht|ich nicht mag))/iu],
    ['like', /(?:was (?:mag|liebe) ich|was ich (?:mag|liebe))/iu],
  ];
  const found = about.find(([, ask]) => ask.test(sentence));
  if (found !== undefined) return { kind: found[0], key: '' };
  const thingAsked =
    pattern(`${my} (?:noch ?mal |eigentlich |denn )?(?<key>[\\p{L}\\p{M}\\p{N}' -]{1,80})`).exec(sentence)?.groups?.['key'] ??
    /(?:heißt|heisst|wer ist) (?:noch ?mal |eigentlich )?(?<key>\p{L}[\p{L}-]*s \p{Lu}[\p{L}-]*)/u.exec(sentence)?.groups?.['key'];
  if (thingAsked === undefined) return undefined;
  const wantsName = /(?:heißt|heisst|heißen|heissen|namen?|wer)(?![\p{L}])/iu.test(sentence);
  const key = thingAsked
    .replace(/ (?:heißt|heisst|heißen|heissen|ist|sind|war|noch|nochmal|noch mal|eigentlich|denn|gleich|bitte|namen?)(?![\p{L}]).*$/iu, '')
    .trim();
  return key === '' || /^(?:heißt|name)$/iu.test(key) ? undefined : { kind: wantsName ? 'name' : 'is', key };
}

const intents: readonly (readonly [Intent, RegExp])[] = [
  [
    'human',
    /bist du (?:wirklich |eigentlich )?(?:ein |eine |echt)?\s?(?:mensch|person|bot|roboter|ki|maschine|echt|programm)|(?:wer|was) bist du|wie heißt du|wie heisst du/iu,
  ],
  ['help', /was kannst du|wie funktioniert (?:das|du)|^hilfe(?![\p{L}])|was ist das hier|kannst du (?:mir )?helfen/iu],
  ['thanks', /^(?:danke|vielen dank|dankeschön|merci)(?![\p{L}])/iu],
  [
    'bye',
    /^(?:(?:ok|na|also)[, ]+)?(?:tschüss|tschüs|tschau|ciao|auf wiedersehen|gute nacht|bis (?:dann|bald|morgen|später)|mach's gut|ich muss los)(?![\p{L}])/iu,
  ],
  ['greet', /^(?:hallo|hi|hey|moin|servus|grüß dich|grüezi|guten (?:morgen|tag|abend)|na)(?![\p{L}])[^?]{0,20}$/iu],
];

export const german: Grammar = {
  language: 'de',
  read(sentence): Sentence {
    const isQuestion = /\?\s*\W*$/u.test(sentence) || asks.test(sentence);
    const intent = intents.find(([, says]) => says.test(sentence))?.[0];
    if (isQuestion) {
      if (intent !== undefined) return { type: 'talk', intent };
      const question = toQuestion(sentence);
      return question === undefined ? { type: 'talk', intent: 'model' } : { type: 'question', question };
    }
    const told = supposes.test(sentence) ? undefined : readTelling(sentence);
    if (told !== undefined) return told.isDenied ? { type: 'denial', fact: told.fact } : { type: 'facts', facts: [told.fact] };
    return { type: 'talk', intent: intent ?? 'model' };
  },
};

function readTelling(sentence: string): { readonly fact: Fact; readonly isDenied: boolean } | undefined {
  for (const telling of tellings) {
    const groups = telling.pattern.exec(sentence)?.groups;
    if (groups === undefined) continue;
    const value = toValue(groups['value'] ?? '', border);
    const key = (groups['key'] ?? '').trim();
    if (value === '' || /^namen?$/iu.test(key)) continue;
    return { fact: { kind: telling.kind, key, value }, isDenied: groups['not'] !== undefined };
  }
  return undefined;
}
