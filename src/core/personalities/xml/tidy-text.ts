import { withoutOuterSpace } from './xml-characters.ts';

/**
 * Text as its author means it who indents the file: without white space at its ends and without the indentation that
 * all its lines share. `xml:space="preserve"` on the element keeps every character.
 */
export function tidyText(text: string): string {
  const inner = withoutOuterSpace(text);
  const [first = '', ...rest] = inner.split('\n');
  const depths = rest.filter((line) => withoutOuterSpace(line) !== '').map(indentation);
  const shared = depths.reduce((least, depth) => Math.min(least, depth), Number.POSITIVE_INFINITY);
  if (shared === 0 || shared === Number.POSITIVE_INFINITY) return inner;
  return [first, ...rest.map((line) => line.slice(shared))].join('\n');
}

function indentation(line: string): number {
  let depth = 0;
  while (line[depth] === ' ' || line[depth] === '\t') depth += 1;
  return depth;
}
