import type { IncomingHttpHeaders } from 'node:http';
import type { FinishReason, Wish } from '../../../src/core/ports/provider.ts';

/** How one wire says a piece of an answer and its end; what goes wrong is the same on all of them. */
export interface WireWords {
  /** The content type of an answer. */
  readonly type: string;
  /** Where a talk is asked. */
  readonly path: string;
  /** What comes before the first piece; with `thought`, what the model thinks to itself. */
  opening(thought?: string): string;
  piece(text: string): string;
  /** The end, with 7 tokens read (`cached` of them from a cache) and 3 written. */
  finish(raw?: string): string;
  /** Every way of ending, the usual one first. */
  readonly ends: readonly (readonly [raw: string, reason: FinishReason])[];
  readonly cached: number;
  /** One event with this payload, as JSON unless it is text. */
  event(payload: unknown): string;
  /** The server gives up in the middle: its own fault, `said` is what it says about it. */
  failure(said: unknown): string;
  /** The body of an error. */
  refusal(status: number, said: string): unknown;
  /** What the 2026 servers say when they refuse a wish; undefined: the wire has no such refusal. */
  refusedWish(wish: Wish): { readonly status: number; readonly body: unknown } | undefined;
  /** What they say to a talk that is too long. */
  readonly tooLong: { readonly status: number; readonly body: unknown } | undefined;
  /** What they say when the account is empty, besides 402. */
  readonly broke: { readonly status: number; readonly body: unknown } | undefined;
  /** What is wrong with a question; empty when nothing is. */
  violations(body: unknown, headers: IncomingHttpHeaders): readonly string[];
  /** The schema that an answer was asked to follow, as it stands in the body. */
  schemaIn(body: unknown): unknown;
}

/** Lines about what is wrong with a body. */
export function complaints(read: {
  readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] } | undefined;
}): readonly string[] {
  return (read.error?.issues ?? []).map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
}

/** A value deep inside of something unknown. */
export function inside(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), value);
}
