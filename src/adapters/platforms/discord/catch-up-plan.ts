import type { WrittenPlace } from './gateway.ts';
import { snowflakeAt, timeOf } from './refs.ts';

/** A channel that is looked into, and the message after which. */
export interface Gap {
  readonly channel: string;
  readonly message: string;
}

/** At most so many channels are looked into, of messages at most so old. */
export const gapBounds = { channels: 20, ageMs: 30 * 60_000 };
/** So many of them are kept for places nobody was ever heard in. */
const keptForNew = 5;

export interface Known {
  /** Channels in which somebody was heard, with the last message heard, latest first. */
  readonly seen: readonly Gap[];
  /** What the gateway knows of servers' channels. Private chats are not among it: Discord lets no bot list them. */
  readonly written: readonly WrittenPlace[];
  /** Up to then everything was heard; undefined: nobody ever listened, so nothing was missed. */
  readonly since: number | undefined;
  readonly now: number;
  /** Whether the bot may read there and somebody might be heard; asked for as few places as possible. */
  mayLook(place: WrittenPlace): boolean;
}

/** Where something may have been missed: first where somebody was heard before, then what is new, the latest first. */
export function planCatchUp({ seen, written, since, now, mayLook }: Known): {
  readonly seen: readonly Gap[];
  readonly fresh: readonly Gap[];
} {
  const places = new Map(written.map((place) => [place.channel, place]));
  const heardIn = new Set(seen.map(({ channel }) => channel));
  const oldest = now - gapBounds.ageMs;
  const isNews = (last: string, after: string): boolean => BigInt(last) > BigInt(after) && timeOf(last) >= oldest;
  const fresh =
    since === undefined
      ? []
      : withinFirst(gapBounds.channels, {
          candidates: written
            .filter(({ channel, last }) => !heardIn.has(channel) && isNews(last, snowflakeAt(since)))
            .toSorted((one, other) => (BigInt(one.last) > BigInt(other.last) ? -1 : 1)),
          fits: mayLook,
        }).map(({ channel }) => ({ channel, message: snowflakeAt(since) }));
  const again = withinFirst(gapBounds.channels - Math.min(keptForNew, fresh.length), {
    candidates: seen,
    fits: ({ channel, message }) => {
      const place = places.get(channel);
      return place === undefined || (isNews(place.last, message) && mayLook(place));
    },
  });
  return { seen: again, fresh: fresh.slice(0, gapBounds.channels - again.length) };
}

function withinFirst<Item>(
  count: number,
  { candidates, fits }: { readonly candidates: readonly Item[]; fits(item: Item): boolean },
): readonly Item[] {
  const found: Item[] = [];
  for (const item of candidates) {
    if (found.length >= count) break;
    if (fits(item)) found.push(item);
  }
  return found;
}
