/** Where something stands in a file, counted from 1. Columns are UTF-16 units, as editors count them; a tab is one. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Finds the line and column of offsets into a text; LF, CRLF and a lone CR each end a line. Lines are looked up once, so that thousands of faults stay cheap. */
export function createPlaces(text: string): (offset: number) => Place {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n' || (character === '\r' && text[at + 1] !== '\n')) starts.push(at + 1);
  }
  return starts;
}
