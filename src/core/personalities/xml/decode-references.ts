import { Malformed } from './malformed.ts';
import { legalText } from './xml-characters.ts';

const names: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Every line end as LF, as XML wants it; a CR that is meant is written `&#13;`. */
export function unifyLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** In attributes white space is a space, as XML wants it. */
export function flattenLines(text: string): string {
  return text.replace(/\r\n|[\t\n\r]/g, ' ');
}

interface Raw {
  readonly text: string;
  /** Where it starts in the file. */
  readonly offset: number;
  /** What happens to all that is not a reference. */
  readonly plain: (piece: string) => string;
}

/** Text with its references resolved: the five names of XML and characters by number. Nothing else can be defined, so nothing expands. */
export function decodeReferences({ text, offset, plain }: Raw): string {
  const pieces: string[] = [];
  let from = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
    // A look-out of fixed length keeps a file of ampersands linear; no reference is longer.
    const found = /^&([#\w.-]{1,30});/.exec(text.slice(at, at + 32));
    if (found?.[1] === undefined) throw new Malformed(offset + at, 'a bare & must be written &amp;');
    pieces.push(plain(text.slice(from, at)), resolve(found[1], offset + at));
    from = at + found[0].length;
  }
  pieces.push(plain(text.slice(from)));
  return pieces.join('');
}

function resolve(reference: string, offset: number): string {
  const named = names.get(reference);
  if (named !== undefined) return named;
  if (!reference.startsWith('#')) throw new Malformed(offset, `&${reference}; is not known here: write the character itself`);
  const [, hexadecimal, decimal] = /^#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}))$/.exec(reference) ?? [];
  const point = hexadecimal === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hexadecimal, 16);
  const character = point <= 0x10ffff ? String.fromCodePoint(point) : '\0';
  if (!legalText.test(character)) throw new Malformed(offset, `&${reference}; is not a character that XML allows`);
  return character;
}
