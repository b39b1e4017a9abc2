import type { Exposure } from '../ports/provider.ts';

export const receiptSources = ['app', 'personality', 'lore', 'person', 'summary', 'history', 'memory', 'moment'] as const;
export type ReceiptSource = (typeof receiptSources)[number];

/** One block of the prompt: why it was chosen and what it cost. */
export interface ReceiptItem {
  readonly source: ReceiptSource;
  readonly id: string;
  readonly reason: string;
  readonly score: number;
  readonly tokens: number;
  /** False: it was considered and left out. */
  readonly kept: boolean;
}

/** What went into one reply. Field names are an outside contract (design section 11), hence the snake case. */
export interface Receipt {
  readonly personality: { readonly id: string; readonly revision: number };
  readonly provider: string;
  readonly model: string;
  readonly exposure: Exposure;
  readonly ceiling: Exposure;
  readonly tokens: { readonly in: number; readonly cached: number; readonly out: number };
  /** Millionths of a US dollar; 0 when nothing is charged. */
  readonly cost_micro: number;
  /** `own`: event in to request out; `first`: request out to first text; `total`: event in to end. */
  readonly timing_ms: { readonly own: number; readonly first: number; readonly total: number };
  readonly items: readonly ReceiptItem[];
}
