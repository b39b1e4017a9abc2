import type { ReceiptItem } from './receipt.ts';

/** Something that stands in a prompt whole or not at all. */
export interface Piece {
  readonly text: string;
  readonly tokens: number;
  readonly item: Omit<ReceiptItem, 'tokens' | 'kept'>;
}

export interface Fitted<Kind extends Piece> {
  readonly kept: readonly Kind[];
  /** Of the kept ones and the heading above them; 0 when none is. */
  readonly tokens: number;
  readonly items: readonly ReceiptItem[];
}

/** As many as there is room for, the first first; one that is too large is tried smaller, then passed over for the next. */
export function fitPieces<Kind extends Piece & { readonly smaller?: Kind }>(
  pieces: readonly Kind[],
  { room, heading }: { readonly room: number; readonly heading: number },
): Fitted<Kind> {
  const kept: Kind[] = [];
  let tokens = heading;
  const items = pieces.map((piece) => {
    const fitting = [piece, piece.smaller].find((candidate) => candidate !== undefined && tokens + candidate.tokens <= room);
    if (fitting !== undefined) {
      kept.push(fitting);
      tokens += fitting.tokens;
    }
    return { ...piece.item, tokens: (fitting ?? piece).tokens, kept: fitting !== undefined };
  });
  return { kept, tokens: kept.length === 0 ? 0 : tokens, items };
}

/** A heading and what stands below it; nothing when nothing does. */
export function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${heading}\n${lines.join('\n')}`;
}
