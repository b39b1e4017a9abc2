import type { RoomId } from '../ids.ts';

/** Whose figures: a person's own, a room's or a personality's. */
export type StatsSubject =
  | { readonly person: string }
  | { readonly room: RoomId }
  | { readonly personality: string; readonly owner?: string };

/** One day (UTC) of one subject. No text, no names. */
export interface StatsDay {
  /** `2026-11-24`. */
  readonly day: string;
  /** Replies written. */
  readonly messages: number;
  /** Of every attempt, also those that came to nothing. */
  readonly tokensIn: number;
  readonly tokensCached: number;
  readonly tokensOut: number;
  readonly costMicro: number;
  /** Request out to first text, milliseconds. */
  readonly firstMs: { readonly p50: number; readonly p95: number };
  /** Turns that ended without a reply. */
  readonly errors: number;
}

export interface StatsStore {
  /** Days since this moment, oldest first; days without anything are left out. */
  days(subject: StatsSubject, since: number): Promise<readonly StatsDay[]>;
}
