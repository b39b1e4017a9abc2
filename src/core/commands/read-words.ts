import { BotError } from '../errors.ts';

/** One word of a typed line: bare or quoted, maybe `name=value`; where it began, so that the rest of the line can be taken as it stands. */
export interface Word {
  readonly text: string;
  /** In front of `=`, when it looked like `name=value`. */
  readonly name: string | undefined;
  readonly isQuoted: boolean;
  readonly start: number;
}

const closers: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '„': '“', '«': '»' };
const named = /^(?:--)?(?<name>[a-z]{2,12})=/;
/** So many words are read; a longer line is no command. */
const mostWords = 200;

/**
 * The words of a typed line. Quotes hold words together; inside double or single ones a backslash takes the next character as it is. A quote in
 * the middle of a word is a letter like any other (`don't`). Throws `invalid-option` for a quote that is never closed.
 */
export function readWords(line: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at] ?? '')) {
      at += 1;
      continue;
    }
    if (words.length >= mostWords) throw new BotError('invalid-option', 'too many words', { field: 'command' });
    const start = at;
    const name = named.exec(line.slice(at, at + 16))?.groups?.['name'];
    if (name !== undefined) at = line.indexOf('=', at) + 1;
    const read = readOne(line, at);
    at = read.end;
    words.push({ text: read.text, name, isQuoted: read.isQuoted, start });
  }
  return words;
}

function readOne(line: string, from: number): { readonly text: string; readonly end: number; readonly isQuoted: boolean } {
  const opener = line[from] ?? '';
  const closer = closers[opener];
  if (closer === undefined) {
    const length = line.slice(from).search(/\s/);
    const end = length < 0 ? line.length : from + length;
    return { text: line.slice(from, end), end, isQuoted: false };
  }
  let text = '';
  for (let at = from + 1; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === '\\' && at + 1 < line.length && (opener === '"' || opener === "'")) {
      at += 1;
      text += line[at];
    } else if (character === closer) return { text, end: at + 1, isQuoted: true };
    else text += character;
  }
  // An apostrophe that opens nothing, as in 'tis: the word is taken as it stands.
  if (opener === "'") {
    const length = line.slice(from).search(/\s/);
    const end = length < 0 ? line.length : from + length;
    return { text: line.slice(from, end), end, isQuoted: false };
  }
  throw new BotError('invalid-option', 'a quote is never closed', {
    field: 'command',
    advice: {
      en: 'A quotation mark in that command is never closed. Close it, or leave the marks out.',
      de: 'Ein Anführungszeichen in diesem Befehl geht nie zu. Schließ es oder lass die Zeichen weg.',
    },
  });
}
