import type { LineEdit, TypedKey } from './edit-line.ts';

/** What a key does in a form. `insert` puts text in place of the last `over` units before the cursor. */
export type FormKey =
  | { readonly do: 'next' | 'back' | 'save' | 'leave' | 'undo' | 'redo' | 'edit' }
  | { readonly do: 'insert'; readonly text: string; readonly over: number };

/** Reads keys with what came before them: a paste is text to its end, and a typed `\n` is a line break where there may be one. */
export function createKeyReader(mayBreak: () => boolean): (key: TypedKey, line: LineEdit) => FormKey {
  let isPasting = false;
  let wasReturn = false;
  /** Backslashes typed one after the other, up to now. */
  let slashes = 0;

  function readPasted({ name, typed = '' }: TypedKey): FormKey {
    const isBreak = name === 'return' || name === 'enter';
    const isSecondOfTwo = name === 'enter' && wasReturn;
    wasReturn = name === 'return';
    const text = isBreak ? (mayBreak() ? '\n' : ' ') : typed;
    return { do: 'insert', text: isSecondOfTwo ? '' : text, over: 0 };
  }

  return (key, line) => {
    const { name, ctrl, meta, shift, typed } = key;
    if (name === 'paste-start' || name === 'paste-end') {
      isPasting = name === 'paste-start';
      wasReturn = false;
      return { do: 'insert', text: '', over: 0 };
    }
    if (isPasting) return readPasted(key);
    const before = slashes;
    slashes = typed === '\\' ? slashes + 1 : 0;
    if (ctrl === true) {
      const action = controls[name ?? ''];
      if (action !== undefined) return { do: action };
    }
    if (name === 'return' || name === 'enter') return meta === true && mayBreak() ? { do: 'insert', text: '\n', over: 0 } : { do: 'next' };
    if (name === 'tab') return { do: shift === true ? 'back' : 'next' };
    if (name === 'up' && line.text === '') return { do: 'back' };
    if (typed === 'n' && meta !== true && mayBreak()) {
      if (before === 1) return { do: 'insert', text: '\n', over: 1 };
      // Two backslashes are one, so that the letters themselves can be typed.
      if (before === 2) return { do: 'insert', text: 'n', over: 1 };
    }
    return { do: 'edit' };
  };
}

const controls: Readonly<Record<string, 'leave' | 'undo' | 'redo' | 'save'>> = { c: 'leave', z: 'undo', y: 'redo', s: 'save' };
