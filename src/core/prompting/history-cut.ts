import type { Message } from '../ports/store.ts';
import { hashText } from './hash-text.ts';

/** History is cut in steps of at least so many tokens, so that its beginning lasts a few turns in small windows too. */
const leastStep = 768;
/** Lines before the question that are kept even when the question alone is longer than its share. */
const floorLines = 6;

export interface HistoryCut {
  /** The first line that is kept. */
  readonly start: number;
  /** Tokens of all that are kept. */
  readonly tokens: number;
}

/**
 * Where history begins. The last line is always kept; of the others the newest, up to the first that does not fit. What is too old
 * goes in steps of a quarter to a half: between two steps the beginning stays the same, and with it what a provider has cached.
 */
export function cutHistory(
  lines: readonly Pick<Message, 'id' | 'at' | 'parent'>[],
  costs: readonly number[],
  { share, most }: { readonly share: number; readonly most: number },
): HistoryCut {
  const last = lines.length - 1;
  if (last < 0) return { start: 0, tokens: 0 };
  const anchor = lines[0]?.parent === undefined ? 0 : findAnchor(lines, Math.max(Math.floor(last / 4), firstWithin(costs, share)));
  const floor = Math.min(sum(costs.slice(Math.max(anchor, last - floorLines))), (costs[last] ?? 0) + Math.floor(share / 3));
  const start = floor > share ? newestWithin(costs, { anchor, room: Math.min(most, floor) }) : steppedStart(costs, { anchor, room: share });
  return { start, tokens: sum(costs.slice(start)) };
}

function steppedStart(costs: readonly number[], { anchor, room }: Room): number {
  const over = sum(costs.slice(anchor)) - room;
  if (over <= 0) return anchor;
  const step = Math.max(1, Math.min(room / 2, Math.max(room / 4, leastStep)));
  const drop = Math.ceil(over / step) * step;
  let dropped = 0;
  let start = anchor;
  for (; start < costs.length - 1 && dropped < drop; start += 1) dropped += costs[start] ?? 0;
  return start;
}

function newestWithin(costs: readonly number[], { anchor, room }: Room): number {
  let start = costs.length - 1;
  let used = costs[start] ?? 0;
  while (start > anchor && used + (costs[start - 1] ?? 0) <= room) {
    start -= 1;
    used += costs[start] ?? 0;
  }
  return start;
}

interface Room {
  readonly anchor: number;
  readonly room: number;
}

/**
 * A line to count from when the beginning of the talk is out of sight and the list slides along with every turn: among the old ones, up
 * to `reach`, the one at which the clock crossed the roundest moment. It stays the same until it has slid out.
 */
function findAnchor(lines: readonly Pick<Message, 'id' | 'at'>[], reach: number): number {
  let best = { at: 0, round: -2, lot: 0 };
  for (let at = 1; at <= reach; at += 1) {
    const [before, line] = [lines[at - 1], lines[at]];
    if (before === undefined || line === undefined) break;
    const rank = { at, round: highestChange(before.at, line.at), lot: hashText(line.id) };
    if (rank.round > best.round || (rank.round === best.round && rank.lot > best.lot)) best = rank;
  }
  return best.at;
}

/** The first line from which on all fit. */
function firstWithin(costs: readonly number[], room: number): number {
  let start = costs.length;
  for (let used = 0; start > 0; start -= 1) {
    used += costs[start - 1] ?? 0;
    if (used > room) break;
  }
  return Math.min(start, costs.length - 1);
}

/** The highest bit in which two moments differ; -1 when none does. */
function highestChange(a: number, b: number): number {
  const high = Math.floor(a / 2 ** 32) ^ Math.floor(b / 2 ** 32);
  if (high !== 0) return 63 - Math.clz32(high);
  const low = (a >>> 0) ^ (b >>> 0);
  return low === 0 ? -1 : 31 - Math.clz32(low);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
