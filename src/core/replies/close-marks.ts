/** Marks that stand in pairs within a line of talk, longest first. */
const marks = ['**', '__', '~~', '||'] as const;

/**
 * A text that is still growing as it may be shown: what is open is closed (code fence, code, bold, underline, strike, spoiler), so that a
 * half-told answer never swallows its own layout. A mark that has only begun is left out.
 */
export function closeMarks(text: string): string {
  const fence = openFence(text);
  if (fence !== undefined) return closeFence(text, fence);
  const bare = text.replace(/[*_~|`\\]+$/, '');
  const reopened = openFence(bare);
  if (reopened !== undefined) return closeFence(bare, reopened);
  return bare + openMarks(bare).toReversed().join('');
}

/** The characters of the fence that is open at the end, if any: three or more, closed only by at least as many. */
function openFence(text: string): string | undefined {
  let open: string | undefined;
  for (const line of text.split('\n')) {
    const fence = /^ {0,3}(?<fence>`{3,})(?<rest>[^`]*)$/.exec(line)?.groups;
    if (fence === undefined) continue;
    const { fence: ticks = '', rest = '' } = fence;
    if (open === undefined) open = ticks;
    else if (ticks.length >= open.length && rest.trim() === '') open = undefined;
  }
  return open;
}

function closeFence(text: string, fence: string): string {
  const bare = text.replace(/\n`+$/, '');
  return `${bare.endsWith('\n') ? bare : `${bare}\n`}${fence}`;
}

/** What is open at the end, outermost first; nothing inside code counts. */
function openMarks(text: string): readonly string[] {
  const open: string[] = [];
  let isFenced = false;
  for (const line of text.split('\n')) {
    if (/^ {0,3}`{3,}[^`]*$/.test(line)) {
      isFenced = !isFenced;
      // Nothing but a fence reaches across one.
      open.length = 0;
      continue;
    }
    if (!isFenced) readLine(line, open);
  }
  return open;
}

function readLine(line: string, open: string[]): void {
  for (let at = 0; at < line.length; ) {
    if (line[at] === '\\') {
      at += 2;
      continue;
    }
    const mark = markAt(line, at);
    if (mark === undefined) {
      at += 1;
      continue;
    }
    at += mark.length;
    const isCode = open.at(-1)?.startsWith('`') === true;
    if (isCode && mark !== open.at(-1)) continue;
    const opened = open.lastIndexOf(mark);
    if (opened < 0) open.push(mark);
    else open.splice(opened);
  }
}

function markAt(line: string, at: number): string | undefined {
  const ticks = /^`+/.exec(line.slice(at))?.[0];
  return ticks ?? marks.find((mark) => line.startsWith(mark, at));
}
