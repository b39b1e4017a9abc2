import { RE2JS } from 're2js';
import type { LoreEntry } from '../personalities/personality.ts';

/** What a key is searched in: the last lines of the talk, in the forms that searching needs. */
export interface LoreText {
  /** The newest 4 KB as they were written, for patterns. */
  readonly written: string;
  /** Folded, with single blanks, for plain keys. */
  readonly folded: string;
  readonly words: ReadonlySet<string>;
}

/** A key, ready to be searched for. A broken one has its fault and never matches. */
export interface LoreKey {
  readonly source: string;
  readonly fault?: string;
  matches(text: LoreText): boolean;
}

export interface LoreKeys {
  readonly entry: LoreEntry;
  readonly keys: readonly LoreKey[];
  readonly also: readonly LoreKey[];
}

/** Limits that keep the worst file anybody can write harmless; matching is linear, these bound its factor. */
const limits = { pattern: 200, input: 4096, folded: 16_384, repeats: 50, program: 250, patterns: 64 } as const;

/** Files are read once and talked with often. */
const known = new WeakMap<readonly LoreEntry[], readonly LoreKeys[]>();

/** The keys of a personality's lore, compiled once per revision at hand. */
export function loreKeys(lore: readonly LoreEntry[]): readonly LoreKeys[] {
  const made = known.get(lore);
  if (made !== undefined) return made;
  let patterns = 0;
  const compile = (source: string): LoreKey => {
    const parts = /^\/(.+)\/([a-z]*)$/is.exec(source.trim());
    if (parts === null) return plainKey(source);
    patterns += 1;
    if (patterns > limits.patterns) return broken(source, `is one pattern too many: ${limits.patterns} are read`);
    return patternKey(source, { pattern: parts[1] ?? '', flags: parts[2] ?? '' });
  };
  const compiled = lore.map((entry) => ({ entry, keys: entry.keys.map(compile), also: entry.also.map(compile) }));
  known.set(lore, compiled);
  return compiled;
}

/** The lines keys are looked for in, oldest first. */
export function loreText(lines: readonly string[]): LoreText {
  const all = lines.join('\n');
  const folded = fold(all.slice(-limits.folded));
  return { written: all.slice(-limits.input), folded, words: new Set(folded.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []) };
}

function plainKey(source: string): LoreKey {
  const key = fold(source).trim();
  if (key === '') return broken(source, 'is empty');
  if (/^[\p{L}\p{M}\p{N}_]+$/u.test(key) && !hasNoSpaces(key)) return { source, matches: ({ words }) => words.has(key) };
  return { source, matches: ({ folded }) => holds(folded, key) };
}

/** Whether the key stands there as a word of its own; in scripts that write no spaces, anywhere. */
function holds(text: string, key: string): boolean {
  const [first = '', last = ''] = [[...key][0], [...key].at(-1)];
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const before = at === 0 ? '' : ([...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '');
    const after = [...text.slice(at + key.length, at + key.length + 2)][0] ?? '';
    if (!joins(before, first) && !joins(last, after)) return true;
  }
  return false;
}

/** Two letters that make one word. */
function joins(left: string, right: string): boolean {
  const word = /^[\p{L}\p{M}\p{N}_]$/u;
  return word.test(left) && word.test(right) && !hasNoSpaces(left) && !hasNoSpaces(right);
}

function hasNoSpaces(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(
    text,
  );
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ').replace(/\s+/gu, ' ');
}

function patternKey(source: string, { pattern, flags }: { readonly pattern: string; readonly flags: string }): LoreKey {
  const fault = patternFault(pattern, flags);
  if (fault !== undefined) return broken(source, fault);
  try {
    const compiled = RE2JS.compile(pattern, toFlags(flags));
    if (compiled.programSize() > limits.program) return broken(source, 'repeats too much to be looked for at every turn');
    return { source, matches: ({ written }) => compiled.test(written) };
  } catch {
    return broken(source, 'is not a pattern that can be read; look-around and back-references are not');
  }
}

function patternFault(pattern: string, flags: string): string | undefined {
  if (pattern.length > limits.pattern) return `is longer than ${limits.pattern} characters`;
  const strange = /[^imsug]/.exec(flags)?.[0];
  if (strange !== undefined) return `has the flag ${strange}, which is not one of i, m, s, u, g`;
  const counts = pattern.match(/(?<=\{[\d,]*)\d+(?=[\d,]*\})/g) ?? [];
  return counts.some((count) => Number(count) > limits.repeats) ? `repeats more than ${limits.repeats} times` : undefined;
}

/** Upper and lower case are the same unless other flags are given. */
function toFlags(flags: string): number {
  return [
    flags === '' || flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0,
    flags.includes('m') ? RE2JS.MULTILINE : 0,
    flags.includes('s') ? RE2JS.DOTALL : 0,
  ].reduce((all, flag) => all | flag, 0);
}

function broken(source: string, fault: string): LoreKey {
  return { source, fault, matches: () => false };
}
