/**
 * Cuts a body into parts of at most `maxLength` UTF-16 units: at a paragraph, else a line, else a space, else between
 * graphemes. A code fence that is open at a cut is closed there and opened again in the next part. Nothing is dropped
 * but the white space at a cut.
 */
export function split(body: string, maxLength: number): readonly string[] {
  if (body.length <= maxLength) return [body];
  const parts: string[] = [];
  let rest = body;
  let fence = '';
  while (fence.length + rest.length > maxLength) {
    const room = maxLength - fence.length - closing.length;
    const cut = findCut(rest, Math.max(1, room));
    const piece = fence + rest.slice(0, cut).trimEnd();
    const open = openFence(piece);
    parts.push(open === '' ? piece : piece + closing);
    fence = open;
    rest = open === '' ? rest.slice(cut).trimStart() : rest.slice(cut).replace(/^\n/, '');
  }
  if (rest.trim() !== '') parts.push(fence + rest);
  return parts;
}

const closing = '\n```';

function findCut(text: string, room: number): number {
  const window = text.slice(0, room);
  for (const border of ['\n\n', '\n', ' ']) {
    const at = window.lastIndexOf(border);
    if (at > room / 3) return at + border.length;
  }
  return graphemeBorder(text, room);
}

/** The last border between graphemes at or before `room`; `room` itself when one grapheme alone is longer. */
function graphemeBorder(text: string, room: number): number {
  let border = 0;
  for (const { index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.slice(0, room + 64))) {
    if (index > room) break;
    border = index;
  }
  return border === 0 ? room : border;
}

/** The line that opened the fence still open at the end of `text` (with its line break), else an empty string. */
function openFence(text: string): string {
  let open = '';
  for (const line of text.split('\n')) {
    if (!line.trimStart().startsWith('```')) continue;
    open = open === '' ? `${line.trimStart()}\n` : '';
  }
  return open;
}
