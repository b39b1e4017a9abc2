/** What XML 1.0 can carry at all: no control characters but tab and line ends, no half of a surrogate pair. */
const legal = '\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\u{10000}-\\u{10FFFF}';
const nameStart =
  ':A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const name = `[${nameStart}][${nameStart}\\-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040]*`;

/** Text of which every character can stand in XML. */
export const legalText: RegExp = new RegExp(`^[${legal}]*$`, 'u');

/** The first character that cannot. */
export const illegalCharacter: RegExp = new RegExp(`[^${legal}]`, 'u');

/** The name of an attribute, and of nothing else. */
export const attributeName: RegExp = new RegExp(`^${name}$`, 'u');

/**
 * What a kept node may be called: an element's name, `#text`, `#comment`, `?target`, `@attribute`,
 * or at the top the place where its children stood: `/lore`, `before /lore`.
 */
export const keptName: RegExp = new RegExp(`^(?:#text|#comment|[?@]?${name}|(?:before |after )?/[${legal}]*)$`, 'u');

const nameHere = new RegExp(name, 'uy');

/** The name of an element, attribute or instruction that starts at this place; empty when none does. */
export function nameAt(text: string, offset: number): string {
  nameHere.lastIndex = offset;
  return nameHere.exec(text)?.[0] ?? '';
}

/** White space as XML counts it: a no-break space is text. */
export function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r';
}

/** Without white space at its ends. A loop, since a pattern anchored at the end is quadratic over long runs. */
export function withoutOuterSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text[start])) start += 1;
  while (end > start && isSpace(text[end - 1])) end -= 1;
  return text.slice(start, end);
}
