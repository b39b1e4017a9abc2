/** What stands at the bottom of the screen while a field is filled in. */
export interface FieldView {
  readonly prompt: string;
  readonly text: string;
  /** A place in `text`, UTF-16 units. */
  readonly cursor: number;
  /** Only that something is typed is shown, not what. */
  readonly isSecret: boolean;
}

export interface FieldRows {
  readonly rows: readonly string[];
  /** Where the cursor stands, counted from the first of these rows. */
  readonly row: number;
  readonly column: number;
}

const graphemes = new Intl.Segmenter();
/** A taller text is seen through a window, so that what was said before stays in sight. */
const mostRows = 14;

/** A field as rows of a screen; of a tall text, the prompt and the rows around the cursor. A line break is shown as ⏎ and breaks the row. */
export function layOutField(view: FieldView, screen: { readonly columns: number; readonly rows: number }): FieldRows {
  // The last column stays free: a terminal that is full to the edge has its cursor in two places.
  const width = Math.max(8, screen.columns - 1);
  const rows: string[] = [''];
  let column = 0;
  let cursor = { row: 0, column: 0 };
  const breakRow = (): void => {
    rows.push('');
    column = 0;
  };
  const put = (shown: string, cells: number): void => {
    if (column + cells > width) breakRow();
    rows[rows.length - 1] += shown;
    column += cells;
  };
  for (const { segment } of graphemes.segment(visible(view.prompt))) put(segment, cellsOf(segment));
  const place = (at: number): void => {
    if (at !== view.cursor) return;
    if (column >= width) breakRow();
    cursor = { row: rows.length - 1, column };
  };
  for (const { segment, index } of graphemes.segment(view.text)) {
    place(index);
    const shown = view.isSecret ? '•' : visible(segment);
    put(shown, view.isSecret ? 1 : cellsOf(shown));
    if (!view.isSecret && segment.endsWith('\n')) breakRow();
  }
  place(view.text.length);
  const tallest = Math.max(2, Math.min(mostRows, screen.rows - 2));
  if (rows.length <= tallest) return { rows, ...cursor };
  const shown = tallest - 1;
  const first = Math.max(0, Math.min(cursor.row - Math.floor(shown / 2), rows.length - shown));
  const window = rows.slice(first, first + shown);
  if (first === 0) return { rows: window, ...cursor };
  return { rows: [`${cut(view.prompt, width - 1)}…`, ...window], row: cursor.row - first + 1, column: cursor.column };
}

/** Control characters as one letter each, so that they neither move nor hide anything and are not lost from sight. */
function visible(segment: string): string {
  return segment
    .replaceAll(/\r?\n/g, '⏎')
    .replaceAll('\t', '⇥')
    .replaceAll(/\p{Cc}/gu, '�');
}

const wide =
  /^(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\u{3000}-\u{303f}\u{ff01}-\u{ff60}\u{ffe0}-\u{ffe6}])|\u{fe0f}/u;
const invisible = /^(?:\p{Mn}|\p{Me}|\p{Cf})+$/u;

/** Cells of the screen that one character takes. */
function cellsOf(segment: string): number {
  if (invisible.test(segment)) return 0;
  return wide.test(segment) ? 2 : 1;
}

/** The beginning of a text that fits into so many cells. */
function cut(text: string, cells: number): string {
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += cellsOf(segment);
    if (used > cells) break;
    kept += segment;
  }
  return kept;
}
