import { Malformed } from './malformed.ts';
import { textBytes } from './text-bytes.ts';
import { illegalCharacter, isSpace } from './xml-characters.ts';

/** Throws at what is no XML of ours before anything is parsed: too much of it, another encoding, another kind of file. */
export function refuseForeignText(xml: string, mostBytes: number): void {
  if (xml.length * 3 > mostBytes && textBytes(xml) > mostBytes) throw new Malformed(0, `the file is larger than ${mostBytes / 1024} KiB`);
  // UTF-16 read as UTF-8 has a NUL beside every letter.
  if (xml.slice(0, 200).includes('\0')) throw new Malformed(0, 'the file is not UTF-8 text: save it as UTF-8');
  const illegal = illegalCharacter.exec(xml);
  if (illegal !== null) throw new Malformed(illegal.index, `the character U+${codeOf(illegal[0])} is not allowed in XML`);
  let start = 0;
  while (isSpace(xml[start])) start += 1;
  if (start === xml.length) throw new Malformed(0, 'the file is empty');
  if (xml[start] !== '<') throw new Malformed(start, 'this is not XML');
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
