/** Text, or what stands between two braces and their partners. */
export type MacroNode = string | MacroCall;

export interface MacroCall {
  /** Where it begins in the source: the same place draws the same lot. */
  readonly at: number;
  readonly body: readonly MacroNode[];
}

/** Deeper ones stay as they were written. */
const deepest = 16;

interface Open {
  readonly at: number;
  readonly body: MacroNode[];
}

/** The macros of a text. One pass, whatever the braces do; what has no partner is text. */
export function parseMacros(text: string): readonly MacroNode[] {
  const root: MacroNode[] = [];
  const open: Open[] = [];
  let from = 0;
  const into = (): MacroNode[] => open.at(-1)?.body ?? root;
  const flush = (until: number, next: number): void => {
    if (until > from) into().push(text.slice(from, until));
    from = next;
  };
  for (let index = 0; index < text.length; ) {
    if (open.length < deepest && opensAt(text, index)) {
      flush(index, index + 2);
      open.push({ at: index, body: [] });
      index += 2;
    } else if (open.length > 0 && text.startsWith('}}', index)) {
      flush(index, index + 2);
      index += 2;
      const done = open.pop();
      if (done !== undefined) into().push(done);
    } else index += 1;
  }
  flush(text.length, text.length);
  for (let left = open.pop(); left !== undefined; left = open.pop()) {
    const around = into();
    around.push('{{');
    for (const node of left.body) around.push(node);
  }
  return root;
}

/** Of three braces the inner two belong together. */
function opensAt(text: string, index: number): boolean {
  return text.startsWith('{{', index) && (text[index + 2] !== '{' || text[index + 3] === '{');
}
