import type { LoreEntry } from '../personalities/personality.ts';
import { textTokens } from './estimate-tokens.ts';
import { expandMacros, type MacroScope } from './expand-macros.ts';
import type { Piece } from './fit-pieces.ts';

/** Stands above the author's world knowledge. */
export const loreHeading = '# What you know of this';

/** A lore entry as a piece of the prompt. */
export interface LorePiece extends Piece {
  readonly entry: LoreEntry;
}

/** The piece of one entry; `reason` is why it is there: `pinned`, or the key that woke it. */
export function lorePiece(
  entry: LoreEntry,
  reason: string,
  { scope, tokensPerUnit }: { readonly scope: MacroScope; readonly tokensPerUnit: number },
): LorePiece {
  const text = `- ${expandMacros(entry.text, scope).trim()}`;
  return {
    entry,
    text,
    tokens: textTokens(`${text}\n`, tokensPerUnit),
    item: { source: 'lore', id: entry.id, reason, score: entry.priority },
  };
}

/** Their texts in the order of the file, whatever their priority. */
export function loreLines(pieces: readonly LorePiece[], lore: readonly LoreEntry[]): readonly string[] {
  const kept = new Map(pieces.map((piece) => [piece.entry, piece.text]));
  return lore.flatMap((entry) => kept.get(entry) ?? []);
}
