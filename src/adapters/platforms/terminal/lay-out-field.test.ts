import { describe, expect, it } from 'vitest';
import { layOutField } from './lay-out-field.ts';

const screen = { columns: 11, rows: 24 };
const view = (text: string, cursor = text.length, isSecret = false) => ({ prompt: 'A › ', text, cursor, isSecret });

describe('a field on the screen', () => {
  it('breaks rows before the edge and knows where the cursor is', () => {
    expect(layOutField(view('12345678'), screen)).toEqual({ rows: ['A › 123456', '78'], row: 1, column: 2 });
    expect(layOutField(view('12345678', 1), screen)).toMatchObject({ row: 0, column: 5 });
  });

  it('at the very end of a full row the cursor stands on the next', () => {
    expect(layOutField(view('123456'), screen)).toEqual({ rows: ['A › 123456', ''], row: 1, column: 0 });
  });

  it('counts wide characters twice and combining ones not at all', () => {
    expect(layOutField(view('小明'), screen)).toMatchObject({ column: 8 });
    expect(layOutField(view('e\u0301🙂'), screen)).toMatchObject({ column: 7 });
    expect(layOutField(view('12345小'), screen).rows).toEqual(['A › 12345', '小']);
  });

  it('shows line breaks and lets nothing move the cursor by itself', () => {
    expect(layOutField(view('a\nb\t\u001b[2J'), screen)).toEqual({ rows: ['A › a⏎', 'b⇥�[2J'], row: 1, column: 6 });
  });

  it('shows of a secret only that something is there', () => {
    const { rows } = layOutField(view('hush\n', 5, true), screen);
    expect(rows).toEqual(['A › •••••']);
  });

  it('of a tall text shows the prompt and the rows around the cursor, never more than fit', () => {
    const text = Array.from({ length: 100 }, (_, at) => `line ${at}`).join('\n');
    for (const cursor of [0, 400, text.length]) {
      const { rows, row } = layOutField(view(text, cursor), screen);
      expect(rows.length).toBeLessThanOrEqual(14);
      expect(rows[0]).toContain('A › ');
      const written = text.slice(text.lastIndexOf('\n', cursor - 1) + 1, cursor);
      expect(rows[row]).toContain(written);
    }
    expect(layOutField(view(text), { columns: 11, rows: 5 }).rows).toEqual(['A › …', 'line 98⏎', 'line 99']);
  });
});
