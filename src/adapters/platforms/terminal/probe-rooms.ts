import type { ParticipantId, RoomId } from '../../../core/ids.ts';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { RoomFacts } from '../../../core/ports/platform.ts';

/** Who is where, as the probe's lines have told; kept over restarts. */
export interface ProbeRooms {
  /** The lines of a room may name its members; that list then stands. */
  tell(room: RoomId, members: readonly ParticipantId[]): Promise<void>;
  change(room: RoomId, who: ParticipantId, isThere: boolean): Promise<void>;
  describe(room: RoomId): Promise<RoomFacts>;
  /** Remembers that a line was heard and in which room; its edit and its deletion do not say so. */
  place(line: string, room: RoomId): Promise<void>;
  placeOf(line: string): Promise<RoomId | undefined>;
}

const dmPrefix = 'terminal:dm/';

export function dmRoom(from: string): RoomId {
  return `${dmPrefix}${from}`;
}

export function createProbeRooms(state: AdapterState): ProbeRooms {
  const known = new Map<RoomId, readonly ParticipantId[]>();

  async function members(room: RoomId): Promise<readonly ParticipantId[] | undefined> {
    const there = known.get(room);
    if (there !== undefined) return there;
    const kept = await state.get(`members/${room}`);
    if (kept === undefined) return undefined;
    const read: ParticipantId[] = JSON.parse(kept);
    known.set(room, read);
    return read;
  }

  async function set(room: RoomId, list: readonly ParticipantId[]): Promise<void> {
    const before = await members(room);
    if (before !== undefined && before.length === list.length && list.every((one) => before.includes(one))) return;
    known.set(room, list);
    await state.set(`members/${room}`, JSON.stringify(list));
  }

  return {
    tell: set,
    async change(room, who, isThere) {
      const before = await members(room);
      if (before === undefined) return;
      const others = before.filter((one) => one !== who);
      await set(room, isThere ? [...others, who] : others);
    },
    async describe(room) {
      if (room.startsWith(dmPrefix)) return { kind: 'dm', members: [`terminal:${room.slice(dmPrefix.length)}`] };
      const there = await members(room);
      if (there === undefined) return { kind: 'room' };
      return { kind: there.length === 1 ? 'dm' : 'room', members: there };
    },
    place: (line, room) => state.set(`line/${line}`, room),
    async placeOf(line) {
      return (await state.get(`line/${line}`)) as RoomId | undefined;
    },
  };
}
