import { openSqliteStore } from '../../src/adapters/stores/sqlite/index.ts';
import { systemClock } from '../../src/bot/system-clock.ts';
import type { Ref, RoomId } from '../../src/core/ids.ts';

/** A message that was said, and where it may have been. */
export interface SaidEvent {
  readonly event: string;
  readonly ref: Ref;
  readonly rooms: readonly RoomId[];
}

/** The chosen reply the store holds for each of these events, the bot being down. */
export async function storedReplies(folder: string, events: readonly SaidEvent[]): Promise<ReadonlyMap<string, string>> {
  const store = await openSqliteStore({ folder, clock: systemClock, readonly: true });
  const found = new Map<string, string>();
  try {
    for (const { event, ref, rooms } of events) {
      const message = await firstOf(rooms, (room) => store.history.byRef(room, ref));
      const turn = message === undefined ? undefined : await store.turns.ofMessage(message.id);
      const replies = turn?.message === undefined ? [] : await store.history.repliesTo(turn.message);
      const reply = replies.find(({ chosen }) => chosen);
      if (reply !== undefined) found.set(event, reply.text);
    }
    return found;
  } finally {
    await store.close();
  }
}

async function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Promise<Found | undefined>): Promise<Found | undefined> {
  for (const item of items) {
    const found = await find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
