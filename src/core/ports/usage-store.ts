import type { RoomId } from '../ids.ts';
import type { Exposure } from './provider.ts';

/** One attempt to get an answer: what it took, never what was said. */
export interface Attempt {
  readonly id: string;
  /** Undefined: nobody's turn (a sample, a suggestion). */
  readonly turn: string | undefined;
  readonly person: string;
  readonly room: RoomId;
  readonly personality: string;
  readonly provider: string;
  readonly model: string;
  /** Whose key paid: `own` is the person's; `none`: no key is needed there. */
  readonly payer: 'none' | 'own' | 'operator';
  readonly exposure: Exposure;
  /** `ok`, or the code it ended with. */
  readonly outcome: string;
  readonly tokensIn: number;
  readonly tokensCached: number;
  readonly tokensOut: number;
  /** Millionths of a US dollar; undefined: nobody knows. */
  readonly costMicro: number | undefined;
  /** Request out to first text; undefined: none came. */
  readonly firstMs: number | undefined;
  readonly totalMs: number;
  /** Request out, milliseconds since the epoch. */
  readonly at: number;
}

/** Whose spending: what a person asked for, what a room asked for, or all that the operator's keys paid (`operator`). */
export type Spender = { readonly person: string } | { readonly room: RoomId } | 'operator';

export interface Spending {
  readonly tokens: number;
  readonly costMicro: number;
}

export interface UsageStore {
  /** Newest first. */
  attempts(query: { readonly person?: string; readonly provider?: string; readonly limit: number }): Promise<readonly Attempt[]>;
  /** In and out together, from this moment on. A person's own key spends nobody else's money and counts for the person alone. */
  spent(spender: Spender, since: number): Promise<Spending>;
}
