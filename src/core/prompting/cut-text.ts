import { textTokens } from './estimate-tokens.ts';

const endMark = ' […]';
const middleMark = '\n[… cut here, it was too long …]\n';

/** The beginning of a text that takes at most so many tokens; a mark says that more followed. */
export function cutEnd(text: string, tokens: number, tokensPerUnit: number): string {
  return cut(text, { tokens, tokensPerUnit, shape: (units) => `${start(text, units)}${endMark}` });
}

/** Beginning and end of a text that takes at most so many tokens, with a mark between them. */
export function cutMiddle(text: string, tokens: number, tokensPerUnit: number): string {
  return cut(text, {
    tokens,
    tokensPerUnit,
    shape: (units) => `${start(text, Math.ceil(units * 0.6))}${middleMark}${end(text, Math.floor(units * 0.4))}`,
  });
}

interface Wish {
  readonly tokens: number;
  readonly tokensPerUnit: number;
  shape(units: number): string;
}

/** The largest shape that fits; nothing where not even the mark does. */
function cut(text: string, { tokens, tokensPerUnit, shape }: Wish): string {
  if (textTokens(text, tokensPerUnit) <= tokens) return text;
  let most = 0;
  for (let low = 1, high = text.length; low <= high; ) {
    const middle = (low + high) >> 1;
    if (textTokens(shape(middle), tokensPerUnit) <= tokens) {
      most = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return most === 0 ? '' : shape(most);
}

/** Never ends in half a character. */
function start(text: string, units: number): string {
  return text.slice(0, isLow(text.charCodeAt(units)) ? units - 1 : units);
}

function end(text: string, units: number): string {
  const from = text.length - units;
  return text.slice(isLow(text.charCodeAt(from)) ? from + 1 : from);
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
