import type { Delta } from '../../../core/ports/provider.ts';

type Piece = Exclude<Delta, { type: 'finish' }>;

const opening = ['<think>', '<thinking>'] as const;
const closing = ['</think>', '</thinking>'] as const;
const longestTag = Math.max(...closing.map((tag) => tag.length));

/** Splits a model's words into what it says and what it thinks aloud between tags, wherever the pieces are cut. An opening tag right behind a backtick is spoken of, not used. */
export interface ThinkingFilter {
  push(text: string): readonly Piece[];
  /** What is still held back when the answer ends; a thought that never closes stays one. */
  end(): readonly Piece[];
}

export function createThinkingFilter(): ThinkingFilter {
  let held = '';
  let isThinking = false;
  let before = '';
  let isAfterThought = false;

  function toPiece(text: string): readonly Piece[] {
    // The blank lines that part a thought from the answer belong to neither.
    const said = isAfterThought && !isThinking ? text.trimStart() : text;
    before = text.at(-1) ?? before;
    if (said === '') return [];
    isAfterThought &&= isThinking;
    return [{ type: isThinking ? 'reasoning' : 'text', text: said }];
  }

  function drain(isEnd: boolean): readonly Piece[] {
    const pieces: Piece[] = [];
    for (;;) {
      const tag = isThinking ? findTag(held, closing) : findTag(held, [...opening, ...closing], before);
      if (tag === undefined) break;
      pieces.push(...toPiece(held.slice(0, tag.at)));
      held = held.slice(tag.at + tag.text.length);
      before = '>';
      isAfterThought ||= isThinking;
      isThinking = !tag.text.startsWith('</');
    }
    const keep = isEnd ? 0 : possibleTag(held);
    pieces.push(...toPiece(held.slice(0, held.length - keep)));
    held = held.slice(held.length - keep);
    return pieces;
  }

  return {
    push(text) {
      held += text;
      return drain(false);
    },
    end: () => drain(true),
  };
}

/** The first of these tags; with `before`, the character in front of the text, one behind a backtick does not count. */
function findTag(text: string, tags: readonly string[], before?: string): { readonly at: number; readonly text: string } | undefined {
  const low = text.toLowerCase();
  for (let at = low.indexOf('<'); at >= 0; at = low.indexOf('<', at + 1)) {
    const isSpokenOf = before !== undefined && (at === 0 ? before : text[at - 1]) === '`';
    const tag = isSpokenOf ? undefined : tags.find((candidate) => low.startsWith(candidate, at));
    if (tag !== undefined) return { at, text: tag };
  }
  return undefined;
}

/** How many characters at the end may yet become a tag. */
function possibleTag(text: string): number {
  const low = text.toLowerCase();
  for (let at = Math.max(0, low.length - longestTag + 1); at < low.length; at += 1) {
    const end = low.slice(at);
    if ([...opening, ...closing].some((tag) => tag.length > end.length && tag.startsWith(end))) return end.length;
  }
  return 0;
}
