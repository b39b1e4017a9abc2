import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type MatrixEvent, membershipOf, readEvent, textIn } from './events.ts';
import { type PowerLevels, readPowerLevels } from './permissions.ts';

/** So many rooms' states are held; an older one is asked for again. */
const remembered = 500;
const longestName = 80;

export interface Member {
  readonly membership: 'join' | 'invite';
  readonly name: string;
  readonly avatar: string | undefined;
  readonly at: number;
}

export interface Claim {
  readonly sender: string;
  /** Of several spaces it is this one. */
  readonly isCanonical: boolean;
}

/** A room as far as its state tells; kept up by every event that comes. */
export interface Place {
  readonly id: string;
  version: string;
  creators: readonly string[];
  /** Which room it continues. */
  predecessor: string | undefined;
  power: PowerLevels | undefined;
  /** Once encrypted, a room never stops being it. */
  isEncrypted: boolean;
  /** Anybody reads along, a member or not. */
  isOpen: boolean;
  /** It holds rooms, not talk. */
  isSpace: boolean;
  /** Spaces it says that it belongs to, and rooms it says that belong to it, each by who says so. */
  readonly parents: Map<string, Claim>;
  readonly children: Map<string, Claim>;
  /** Joined or invited, by user id. */
  readonly members: Map<string, Member>;
}

/** What is known of rooms; the homeserver is asked once per room. */
export interface Places {
  /** Rejects when the room cannot be looked into: then nothing may be assumed about it. */
  get(room: string): Promise<Place>;
  /** A state event came. What is not held yet will be read whole. */
  apply(room: string, event: MatrixEvent): Promise<void>;
  forget(room: string): void;
}

export function createPlaces(readState: (room: string) => Promise<readonly unknown[]>): Places {
  const places = new LRUCache<string, Promise<Place>>({ max: remembered });

  async function load(room: string): Promise<Place> {
    const place = emptyPlace(room);
    for (const raw of await readState(room)) {
      const event = readEvent(raw);
      if (event !== undefined) applyTo(place, event);
    }
    return place;
  }

  return {
    get(room) {
      const held = places.get(room);
      if (held !== undefined) return held;
      const loading = load(room);
      places.set(room, loading);
      loading.catch(() => {
        if (places.get(room) === loading) places.delete(room);
      });
      return loading;
    },
    async apply(room, event) {
      const place = await places.get(room)?.catch(() => undefined);
      if (place !== undefined) applyTo(place, event);
    },
    forget: (room) => void places.delete(room),
  };
}

export function emptyPlace(id: string): Place {
  return {
    id,
    version: '1',
    creators: [],
    predecessor: undefined,
    power: undefined,
    isEncrypted: false,
    isOpen: false,
    isSpace: false,
    parents: new Map(),
    children: new Map(),
    members: new Map(),
  };
}

const creation = z.object({
  room_version: z.string().catch('1'),
  type: z.string().optional().catch(undefined),
  additional_creators: z.array(z.string()).catch([]),
  predecessor: z.object({ room_id: z.string() }).optional().catch(undefined),
});

export function applyTo(place: Place, event: MatrixEvent): void {
  const { type, content, sender } = event;
  if (type === 'm.room.member') return applyMember(place, event);
  if (type === 'm.space.parent') return applyClaim(place.parents, event);
  if (type === 'm.space.child') return applyClaim(place.children, event);
  if (event.state_key !== '') return;
  switch (type) {
    case 'm.room.create': {
      const { room_version, type: kind, additional_creators, predecessor } = creation.parse(content);
      place.version = room_version;
      place.isSpace = kind === 'm.space';
      place.creators = [sender, ...additional_creators];
      place.predecessor = predecessor?.room_id;
      return;
    }
    case 'm.room.power_levels':
      place.power = readPowerLevels(content);
      return;
    case 'm.room.encryption':
      place.isEncrypted = true;
      return;
    case 'm.room.history_visibility':
      place.isOpen = content['history_visibility'] === 'world_readable';
      return;
    default:
      return;
  }
}

/** Without servers to come in by, a claim is taken back. */
function applyClaim(claims: Map<string, Claim>, { state_key: room, sender, content }: MatrixEvent): void {
  if (room === undefined) return;
  const via = content['via'];
  if (Array.isArray(via) && via.length > 0) claims.set(room, { sender, isCanonical: content['canonical'] === true });
  else claims.delete(room);
}

function applyMember({ members }: Place, event: MatrixEvent): void {
  const user = event.state_key;
  const { now } = membershipOf(event);
  if (user === undefined || now === undefined) return;
  const held = members.get(user);
  const at = event.origin_server_ts;
  if (now === 'join' || now === 'invite') {
    const { content } = event;
    members.set(user, {
      membership: now,
      name: cleanName(textIn(content, 'displayname'), user),
      avatar: textIn(content, 'avatar_url'),
      at,
    });
    // The state may have been read after this event was sent: an old leave must not hide somebody who came back.
  } else if (held === undefined || held.at <= at) members.delete(user);
}

/** What somebody is called, without marks that turn the text around it or hide in it. */
export function cleanName(given: string | undefined, user: string): string {
  const bare = (given ?? '')
    .toWellFormed()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\u{61C}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2069}\u{FEFF}]/gu, '')
    .trim();
  const short = [...new Intl.Segmenter().segment(bare.slice(0, 4 * longestName))].slice(0, longestName).map(({ segment }) => segment);
  return short.length > 0 ? short.join('') : user.slice(1, Math.max(2, user.indexOf(':')));
}

/** Two are there, we and one other, and nobody else can read along: then it is private. */
export function otherIn({ members, isOpen }: Place, self: string): string | undefined {
  const others = [...members.keys()].filter((user) => user !== self);
  return others.length === 1 && !isOpen ? others[0] : undefined;
}
