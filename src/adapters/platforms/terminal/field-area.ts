import { type FieldView, layOutField } from './lay-out-field.ts';
import type { TerminalIo } from './terminal-io.ts';

/** The place at the bottom of the screen where a field of a form is filled in. */
export interface FieldArea {
  readonly isOpen: boolean;
  /** Shows this, or what was there before, at the bottom. */
  draw(view?: FieldView): void;
  /** Makes room for a line above; `draw` brings it back. */
  erase(): void;
  close(): void;
}

export function createFieldArea(output: TerminalIo['output']): FieldArea {
  let view: FieldView | undefined;
  /** The cursor's row, counted from the first; undefined while nothing is drawn. */
  let row: number | undefined;

  function erase(): void {
    if (row === undefined) return;
    output.write(`${row === 0 ? '' : `\u001b[${row}A`}\r\u001b[J`);
    row = undefined;
  }

  return {
    get isOpen() {
      return view !== undefined;
    },
    draw(next = view) {
      erase();
      view = next;
      if (view === undefined) return;
      const laidOut = layOutField(view, { columns: output.columns ?? 80, rows: output.rows ?? 24 });
      const below = laidOut.rows.length - 1 - laidOut.row;
      const { column } = laidOut;
      output.write(`${laidOut.rows.join('\n')}${below === 0 ? '' : `\u001b[${below}A`}\r${column === 0 ? '' : `\u001b[${column}C`}`);
      row = laidOut.row;
    },
    erase,
    close() {
      erase();
      view = undefined;
    },
  };
}
