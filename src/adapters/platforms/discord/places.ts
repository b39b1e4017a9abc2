import { LRUCache } from 'lru-cache';
import type { DiscordApi } from './api.ts';
import { toPlace } from './gateway.ts';
import type { Place } from './permissions.ts';

const remembered = 1_000;
/** What the REST API told is asked for again after so long. */
const lifeMs = 10 * 60_000;

/** Every place by its id: what the gateway keeps, else what an event or the REST API told. */
export interface Places {
  /** A DM's other side, told by whoever wrote there. */
  learnDm(channel: string, other: string): void;
  /** A thread of ours that begins with a message of a place, open or about to be. */
  learnThread(thread: Pick<Place, 'id' | 'name'>, parent: Place): void;
  /** Without asking anybody. */
  known(channel: string): Place | undefined;
  get(channel: string): Promise<Place>;
}

export function createPlaces(api: Pick<DiscordApi, 'channel'>, ofGateway: (channel: string) => Place | undefined): Places {
  const dms = new LRUCache<string, Place>({ max: remembered });
  const asked = new LRUCache<string, Place>({ max: remembered, ttl: lifeMs });

  const places: Places = {
    learnDm(channel, other) {
      if (dms.has(channel)) return;
      const none = { name: undefined, guild: undefined, parent: undefined, hasThreads: false, isAgeRestricted: false, rights: undefined };
      dms.set(channel, { ...none, id: channel, kind: 'dm', other });
    },
    learnThread({ id, name }, parent) {
      asked.set(id, { ...parent, id, name, kind: 'thread', parent: parent.id, hasThreads: false });
    },
    // The gateway knows a DM too, but not always who is in it.
    known: (channel) => dms.get(channel) ?? ofGateway(channel) ?? asked.get(channel),
    async get(channel) {
      const there = places.known(channel);
      if (there !== undefined) return there;
      const told = await api.channel(channel);
      const parent = 'parent_id' in told && told.parent_id ? ofGateway(told.parent_id) : undefined;
      const place = toPlace(told, parent);
      asked.set(channel, place);
      return place;
    },
  };
  return places;
}
