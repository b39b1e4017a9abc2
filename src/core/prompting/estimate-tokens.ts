import { standardTokensPerUnit } from '../providers/token-rate.ts';

/** What a message costs beyond its text, in units of ordinary text: role marks and turn ends. */
const frameUnits = 16;
/** Letters in one go beyond which no tokenizer knows the word any more: base64, hashes, shouted vowels. */
const longestWord = 16;

/** UTF-16 units of one token at the standard rate, as measured over several models. */
const unitsPerToken = { letter: 4.5, sign: 2, cyrillic: 2.7, other: 2.2, han: 1.35, emoji: 1.3, strange: 2 } as const;
type Script = keyof typeof unitsPerToken;

/** Tokens by ASCII code: most text is read off here. */
const asciiTokens = Float64Array.from(
  { length: 0x80 },
  (_, code) => 1 / unitsPerToken[isLetter(code) || code === 0x20 ? 'letter' : 'sign'],
);

/**
 * How many UTF-16 units of ordinary text cost as much as this one. Scripts differ more than threefold; what one model makes
 * of them all is its rate (`tokensPerUnit`), which is learned.
 */
export function ordinaryUnits(text: string): number {
  let tokens = 0;
  let run = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    run = isLetter(code) ? run + 1 : 0;
    if (run > longestWord) tokens += 1 / unitsPerToken.strange;
    else tokens += code < 0x80 ? (asciiTokens[code] ?? 0) : 1 / unitsPerToken[scriptOf(code)];
  }
  return tokens / standardTokensPerUnit;
}

/** Tokens of a text that stands inside a message. */
export function textTokens(text: string, tokensPerUnit: number): number {
  return Math.ceil(ordinaryUnits(text) * tokensPerUnit);
}

/** About how many tokens a message of this text is, its frame included. */
export function estimateTokens(text: string, tokensPerUnit: number = standardTokensPerUnit): number {
  return Math.ceil((ordinaryUnits(text) + frameUnits) * tokensPerUnit);
}

/** Units of a whole request, for learning a model's rate from what it reported. */
export function requestUnits(texts: readonly string[]): number {
  return Math.round(texts.reduce((sum, text) => sum + ordinaryUnits(text) + frameUnits, 0));
}

/** Of codes beyond ASCII. */
function scriptOf(code: number): Script {
  if (code < 0x250) return code >= 0xc0 ? 'letter' : 'sign';
  if (code < 0x370) return 'sign';
  if (code < 0x530) return 'cyrillic';
  if (code >= 0x2000 && code < 0x2070) return 'sign';
  if (code >= 0x2070 && code < 0x2e80) return 'emoji';
  if (code >= 0xd800 && code < 0xe000) return 'emoji';
  const isWide = (code >= 0x2e80 && code < 0xe000) || (code >= 0xf900 && code < 0xfb00) || (code >= 0xff00 && code < 0xfff0);
  return isWide ? 'han' : 'other';
}

/** Of the Latin script. */
function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || (code >= 0xc0 && code < 0x250);
}
