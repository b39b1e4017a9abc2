import { stripVTControlCharacters } from 'node:util';

/** Text that may stand in a terminal: without escape sequences and control characters, which could move, hide or send things there. */
export function printable(text: string): string {
  return stripVTControlCharacters(text.replaceAll('\r\n', '\n')).replace(/(?![\n\t])\p{Cc}/gu, '');
}
