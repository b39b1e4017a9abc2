import { BotError } from '../../../core/errors.ts';
import type { Script } from '../../../core/ports/provider.ts';

export interface LineWish {
  readonly script: Script;
  /** Name of the occasion; its lines are `<occasion>-open` and `<occasion>-close`, either may be missing. */
  readonly occasion: string;
  readonly places: Readonly<Record<string, string>>;
  /** Replies that must not come again. */
  readonly recent: ReadonlySet<string>;
  /** Where in the pool to begin: the same number, the same line. */
  readonly start: number;
}

/** One opening and one closing of an occasion that have not just been said together; deterministic. */
export function chooseLine({ script, occasion, places, recent, start }: LineWish): string {
  const openings = script.lines[`${occasion}-open`] ?? [];
  const closings = script.lines[`${occasion}-close`] ?? [''];
  if (openings.length === 0) throw new BotError('no-model', `the script has no lines for ${occasion}`);
  const many = openings.length * closings.length;
  let line = '';
  for (let step = 0; step < many; step += 1) {
    const turn = (start + step) % many;
    // Both change from one turn to the next, so that neighbours never share a half.
    const opening = openings[turn % openings.length] ?? '';
    const closing = closings[(turn + Math.floor(turn / openings.length)) % closings.length] ?? '';
    const template = `${opening} ${closing}`.trim();
    // A value is the person's own word and keeps its letters.
    line = template.startsWith('{value}') ? fill(template, places) : capitalised(fill(template, places));
    if (!recent.has(line)) return line;
  }
  return line;
}

/** One line of an occasion that has no parts, such as a word for a time. */
export function phrase(script: Script, occasion: string, places: Readonly<Record<string, string>> = {}): string {
  const [line] = script.lines[occasion] ?? [];
  if (line === undefined) throw new BotError('no-model', `the script has no line for ${occasion}`);
  return fill(line, places);
}

/** Places are filled in one pass: what a person said is never looked through for places. */
function fill(line: string, places: Readonly<Record<string, string>>): string {
  return line.replace(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole);
}

function capitalised(line: string): string {
  return line.charAt(0).toUpperCase() + line.slice(1);
}
