import type { Key } from 'node:readline';

/** A text being typed; the cursor is a place in UTF-16 units, always between two characters as people see them. */
export interface LineEdit {
  readonly text: string;
  readonly cursor: number;
}

/** A key as `readline` reports it, with what it typed, if anything. */
export interface TypedKey extends Key {
  readonly typed?: string | undefined;
}

/** The text after a key; undefined for a key that edits nothing. Line breaks are characters like any other here. */
export function editLine(line: LineEdit, key: TypedKey): LineEdit | undefined {
  const { text, cursor } = line;
  const { typed = '' } = key;
  if (key.ctrl !== true && key.meta !== true && /^\P{Cc}+$/u.test(typed)) return insertText(line, typed);
  const isWord = key.ctrl === true || key.meta === true;
  switch (key.name) {
    case 'left':
      return { text, cursor: isWord ? wordBefore(line) : before(line) };
    case 'right':
      return { text, cursor: isWord ? wordAfter(line) : after(line) };
    case 'home':
      return { text, cursor: 0 };
    case 'end':
      return { text, cursor: text.length };
    case 'up':
      return { text, cursor: lineAbove(line) };
    case 'down':
      return { text, cursor: lineBelow(line) };
    case 'backspace':
      return cut(line, isWord ? wordBefore(line) : before(line), cursor);
    case 'delete':
      return cut(line, cursor, isWord ? wordAfter(line) : after(line));
  }
  if (key.ctrl === true) return withControl(line, key.name);
  if (key.meta !== true) return undefined;
  if (key.name === 'b') return { text, cursor: wordBefore(line) };
  if (key.name === 'f') return { text, cursor: wordAfter(line) };
  return key.name === 'd' ? cut(line, cursor, wordAfter(line)) : undefined;
}

/** The text with something new where the cursor stands. */
export function insertText({ text, cursor }: LineEdit, added: string): LineEdit {
  return { text: text.slice(0, cursor) + added + text.slice(cursor), cursor: cursor + added.length };
}

function withControl(line: LineEdit, name: string | undefined): LineEdit | undefined {
  const { text, cursor } = line;
  switch (name) {
    case 'a':
      return { text, cursor: 0 };
    case 'e':
      return { text, cursor: text.length };
    case 'b':
      return { text, cursor: before(line) };
    case 'f':
      return { text, cursor: after(line) };
    case 'h':
      return cut(line, before(line), cursor);
    case 'd':
      return cut(line, cursor, after(line));
    case 'w':
      return cut(line, wordBefore(line), cursor);
    case 'u':
      return cut(line, 0, cursor);
    case 'k':
      return cut(line, cursor, text.length);
    default:
      return undefined;
  }
}

function cut({ text }: LineEdit, from: number, to: number): LineEdit {
  return { text: text.slice(0, from) + text.slice(to), cursor: from };
}

const graphemes = new Intl.Segmenter();
/** No character that people see as one is longer; looking so far keeps long texts quick. */
const window = 64;

function before({ text, cursor }: LineEdit): number {
  const start = Math.max(0, cursor - window);
  return cursor - ([...graphemes.segment(text.slice(start, cursor))].at(-1)?.segment.length ?? 0);
}

function after({ text, cursor }: LineEdit): number {
  const [next] = graphemes.segment(text.slice(cursor, cursor + window));
  return cursor + (next?.segment.length ?? 0);
}

function wordBefore({ text, cursor }: LineEdit): number {
  return /[^\s]*\s*$/.exec(text.slice(0, cursor))?.index ?? 0;
}

function wordAfter({ text, cursor }: LineEdit): number {
  return cursor + (/^\s*[^\s]*/.exec(text.slice(cursor))?.[0].length ?? 0);
}

function startOfCharacter(text: string, at: number): number {
  const start = Math.max(0, at - window);
  return start + (graphemes.segment(text.slice(start, at + window)).containing(at - start)?.index ?? at - start);
}

/** The same place in the line above, as far as that one reaches; in the first line its beginning. */
function lineAbove({ text, cursor }: LineEdit): number {
  const start = text.lastIndexOf('\n', cursor - 1) + 1;
  if (cursor === 0 || start === 0) return 0;
  const aboveStart = start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1;
  return startOfCharacter(text, Math.min(aboveStart + (cursor - start), start - 1));
}

function lineBelow({ text, cursor }: LineEdit): number {
  const end = text.indexOf('\n', cursor);
  if (end < 0) return text.length;
  const start = cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
  const belowEnd = text.indexOf('\n', end + 1);
  return startOfCharacter(text, Math.min(end + 1 + (cursor - start), belowEnd < 0 ? text.length : belowEnd));
}
