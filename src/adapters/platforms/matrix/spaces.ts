import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import { maySet } from './permissions.ts';
import type { Place, Places } from './places.ts';
import type { Upgrades } from './upgrades.ts';

/** The spaces we are in, and which rooms are theirs. */
export interface Spaces {
  /** Takes up which a former run was in. */
  open(): Promise<void>;
  /** We are in this room, which may be a space. */
  note(place: Place): Promise<void>;
  /** We are in it no more. */
  forget(room: string): Promise<void>;
  /** The first id of the space a room belongs to; of several the one it names itself. Asks the homeserver for nothing but spaces we are in. */
  of(place: Place): Promise<string | undefined>;
}

export function createSpaces({
  state,
  places,
  upgrades,
}: {
  readonly state: AdapterState;
  readonly places: Pick<Places, 'get'>;
  readonly upgrades: Pick<Upgrades, 'home' | 'isClosed'>;
}): Spaces {
  const ours = new Set<string>();

  return {
    async open() {
      for (const { key } of await state.list('space/')) ours.add(key.slice('space/'.length));
    },
    async note({ id, isSpace }) {
      if (!isSpace || ours.has(id)) return;
      ours.add(id);
      await state.set(`space/${id}`, '');
    },
    async forget(room) {
      if (ours.delete(room)) await state.delete(`space/${room}`);
    },
    async of(place) {
      const found: string[] = [];
      for (const id of ours) {
        if (upgrades.isClosed(id)) continue;
        const space = await places.get(id).catch(() => undefined);
        if (space !== undefined && belongsTo(place, space)) found.push(id);
      }
      const rank = (id: string): string => `${place.parents.get(id)?.isCanonical === true ? 0 : 1}${id}`;
      const [first] = found.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
      return first === undefined ? undefined : upgrades.home(first);
    },
  };
}

/**
 * What one side alone says binds nobody: a space could lay its settings over foreign rooms, and a room take those of a foreign space. Either
 * both sides say so, or whoever said it on one side might have said it on the other.
 */
function belongsTo(room: Place, space: Place): boolean {
  const parent = room.parents.get(space.id);
  const child = space.children.get(room.id);
  if (parent !== undefined && child !== undefined) return true;
  if (parent !== undefined) return maySet(parent.sender, 'm.space.child', space);
  return child !== undefined && maySet(child.sender, 'm.space.parent', room);
}
