import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Ref, RoomId } from '../../../core/ids.ts';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { MatrixApi } from './api.ts';
import { isForbidden, isGone } from './errors.ts';
import { placeOf } from './refs.ts';
import type { Upgrades } from './upgrades.ts';

/** Where messages of ours stand: a room that was upgraded is several for the homeserver. */
export interface Standing {
  note(ref: Ref, room: string): void;
  /** In which Matrix room of an engine's room a message stands; the one of today where nobody knows. */
  roomOf(room: RoomId, ref: Ref): Promise<string>;
  /** What a message of a room before goes on in, in the one that follows; empty when nothing does. */
  copies(ref: Ref): Promise<readonly Ref[]>;
  copied(ref: Ref, copies: readonly Ref[]): Promise<void>;
  forget(ref: Ref): Promise<void>;
}

const kept = z.array(z.string());

export function createStanding({
  api,
  state,
  upgrades,
}: {
  readonly api: Pick<MatrixApi, 'event'>;
  readonly state: AdapterState;
  readonly upgrades: Pick<Upgrades, 'rooms'>;
}): Standing {
  const known = new LRUCache<Ref, string>({ max: 2_000 });

  async function isIn(room: string, ref: Ref): Promise<boolean> {
    try {
      await api.event(room, ref);
      return true;
    } catch (thrown) {
      if (isGone(thrown) || isForbidden(thrown)) return false;
      throw thrown;
    }
  }

  return {
    note: (ref, room) => void known.set(ref, room),
    async roomOf(room, ref) {
      const there = known.get(ref);
      if (there !== undefined) return there;
      const [today = '', ...before] = upgrades.rooms(placeOf(room)?.room ?? '');
      if (before.length === 0) return today;
      for (const one of [today, ...before]) {
        if (!(await isIn(one, ref))) continue;
        known.set(ref, one);
        return one;
      }
      return today;
    },
    async copies(ref) {
      const text = await state.get(`copy/${ref}`);
      return text === undefined ? [] : (kept.safeParse(JSON.parse(text)).data ?? []);
    },
    copied: (ref, copies) => state.set(`copy/${ref}`, JSON.stringify(copies)),
    forget: (ref) => state.delete(`copy/${ref}`),
  };
}
