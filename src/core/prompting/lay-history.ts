import type { PromptMessage } from '../ports/provider.ts';
import type { Message } from '../ports/store.ts';
import { cutMiddle } from './cut-text.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { cutHistory } from './history-cut.ts';
import { historyLine, type LinePlace } from './history-lines.ts';
import type { ReceiptItem } from './receipt.ts';

export interface LaidHistory {
  readonly lines: readonly PromptMessage[];
  readonly tokens: number;
  /** Ids of the lines that are kept. */
  readonly known: ReadonlySet<string>;
  readonly items: readonly ReceiptItem[];
}

export interface HistoryRoom {
  /** What history takes as a rule. */
  readonly share: number;
  /** What it takes when the last line alone is longer; a line beyond that is cut in its middle. */
  readonly most: number;
}

/** The talk as the model reads it, as much of it as there is room for; the last line always. */
export function layHistory(
  spoken: readonly Message[],
  place: LinePlace,
  { share, most, tokensPerUnit }: HistoryRoom & { readonly tokensPerUnit: number },
): LaidHistory {
  const lines = spoken.map((message) => historyLine(message, place));
  const last = lines.at(-1);
  const frame = estimateTokens('', tokensPerUnit);
  if (last !== undefined)
    lines[lines.length - 1] = { ...last, text: cutMiddle(last.text, Math.max(0, most - frame), tokensPerUnit) || '…' };
  const costs = lines.map(({ text }) => estimateTokens(text, tokensPerUnit));
  const { start, tokens } = cutHistory(spoken, costs, { share, most });
  return {
    lines: lines.slice(start),
    tokens,
    known: new Set(spoken.slice(start).map(({ id }) => id)),
    items: spoken.map(({ id }, index) => ({
      source: 'history',
      id,
      reason: index === spoken.length - 1 ? reasonOf(last, lines.at(-1)) : 'recent',
      score: 1,
      tokens: costs[index] ?? 0,
      kept: index >= start,
    })),
  };
}

function reasonOf(whole: PromptMessage | undefined, kept: PromptMessage | undefined): string {
  return whole?.text === kept?.text ? 'the last line' : 'the last line, cut to fit';
}
