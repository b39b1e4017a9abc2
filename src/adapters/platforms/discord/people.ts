import { LRUCache } from 'lru-cache';
import type { RoomId } from '../../../core/ids.ts';
import type { Origin } from './read-interaction.ts';

/** What Discord told of people in passing: never asked for, forgotten with the run. */
export interface People {
  /** Somebody used a command, a button or a window: with it come their language and their rights there. */
  sawInteraction(origin: Origin, locale: string): void;
  /** Somebody wrote in a channel. */
  sawMessage(channel: string, user: string): void;
  /** The language somebody's client is set to. */
  locale(user: string): string | undefined;
  /** Who was last heard in a channel. */
  lastIn(channel: string): string | undefined;
  /** Who was seen to decide for a room. */
  admins(room: RoomId): readonly string[];
}

export function createPeople(): People {
  const locales = new LRUCache<string, string>({ max: 5_000 });
  const last = new LRUCache<string, string>({ max: 2_000 });
  const admins = new LRUCache<RoomId, ReadonlySet<string>>({ max: 1_000 });
  return {
    sawInteraction({ user, channel, room, isAdmin }, locale) {
      locales.set(user.id, locale);
      last.set(channel, user.id);
      if (isAdmin === undefined) return;
      const others = [...(admins.get(room) ?? [])].filter((id) => id !== user.id);
      admins.set(room, new Set(isAdmin ? [...others, user.id] : others));
    },
    sawMessage: (channel, user) => void last.set(channel, user),
    locale: (user) => locales.get(user),
    lastIn: (channel) => last.get(channel),
    admins: (room) => [...(admins.get(room) ?? [])],
  };
}
