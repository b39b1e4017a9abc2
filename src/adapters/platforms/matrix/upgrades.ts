import { z } from 'zod';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { MatrixApi } from './api.ts';
import { isForbidden, isGone } from './errors.ts';
import type { Places } from './places.ts';
import { serverOf } from './refs.ts';

/** Pauses between tries to come into the new room; somebody may still have to invite us. */
const pausesMs = [1_000, 5_000, 30_000, 120_000];

/** Rooms that were replaced by newer ones. For the engine such a room stays the one it was, with its settings and what is remembered there. */
export interface Upgrades {
  /** Takes up what a former run has left. */
  open(): Promise<void>;
  /** The first id of a room, under which the engine knows it. */
  home(room: string): string;
  /** Where a room is today. */
  current(home: string): string;
  /** Every room that a room has been, the one of today first. */
  rooms(home: string): readonly string[];
  /** Nothing that is said there is for us any more; what is taken away there still is. */
  isClosed(room: string): boolean;
  /** The room says that it goes on in another. */
  begin(room: string, replacement: string, sender: string): Promise<void>;
  /** Whether somebody has to let us in there: a room that replaces one of ours. */
  isExpected(room: string): boolean;
  /** Resolves when it is known whether a room continues another. */
  settled(room: string): Promise<void>;
  stop(): void;
}

interface Expected {
  readonly room: string;
  readonly sender: string;
}

const keptMove = z.object({ home: z.string(), from: z.string() });
const keptUpgrade = z.object({ replacement: z.string(), sender: z.string() });

export interface UpgradesParts {
  readonly api: Pick<MatrixApi, 'join' | 'leave'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly state: AdapterState;
  readonly places: Places;
}

export function createUpgrades({ api, clock, logger, state, places }: UpgradesParts): Upgrades {
  const over = new AbortController();
  const homes = new Map<string, string>();
  const successors = new Map<string, string>();
  /** Which room one continues. */
  const predecessors = new Map<string, string>();
  const closed = new Set<string>();
  /** Which room goes on where, by the new one, until we are there. */
  const expected = new Map<string, Expected>();
  const pending = new Map<string, Promise<void>>();

  async function follow(room: string, replacement: string, sender: string): Promise<void> {
    for (const pause of pausesMs) {
      try {
        await api.join(replacement, [serverOf(sender)]);
        await adopt(room, replacement);
        return;
      } catch (thrown) {
        if (!isForbidden(thrown) && !isGone(thrown)) logger.warn('matrix-upgrade-slow', { room });
      }
      await clock.sleep(pause, over.signal);
    }
    // Somebody may still invite us.
    logger.warn('matrix-upgrade-waits', { room });
  }

  /** The new room must name the old one: else anybody's room could take over what is remembered of another. */
  async function adopt(room: string, replacement: string): Promise<void> {
    places.forget(replacement);
    const { predecessor } = await places.get(replacement);
    expected.delete(replacement);
    await state.delete(`upgrade/${room}`);
    if (predecessor !== room) {
      logger.warn('matrix-upgrade-forged', { room });
      await api.leave(replacement);
      return;
    }
    const home = upgrades.home(room);
    await state.set(`moved/${replacement}`, JSON.stringify({ home, from: room }));
    homes.set(replacement, home);
    successors.set(home, replacement);
    predecessors.set(replacement, room);
    closed.add(room);
    logger.info('matrix-room-upgraded', { room });
  }

  function start(replacement: string, { room, sender }: Expected): void {
    if (pending.has(replacement)) return;
    const work = follow(room, replacement, sender)
      .catch(() => undefined)
      .finally(() => pending.delete(replacement));
    pending.set(replacement, work);
  }

  const upgrades: Upgrades = {
    async open() {
      for (const { key, value } of await state.list('moved/')) {
        const room = key.slice('moved/'.length);
        const { home, from } = keptMove.parse(JSON.parse(value));
        homes.set(room, home);
        predecessors.set(room, from);
        closed.add(from);
      }
      // The newest of a chain is the one that nothing has closed.
      for (const [room, home] of homes) if (!closed.has(room)) successors.set(home, room);
      for (const { key, value } of await state.list('upgrade/')) {
        const { replacement, sender } = keptUpgrade.parse(JSON.parse(value));
        const one = { room: key.slice('upgrade/'.length), sender };
        expected.set(replacement, one);
        start(replacement, one);
      }
    },
    home: (room) => homes.get(room) ?? room,
    current: (home) => successors.get(home) ?? home,
    rooms(home) {
      const rooms: string[] = [];
      // Of rooms that name one another nobody gets to an end.
      for (let room = upgrades.current(home); !rooms.includes(room); room = predecessors.get(room) ?? room) rooms.push(room);
      return rooms;
    },
    isClosed: (room) => closed.has(room),
    async begin(room, replacement, sender) {
      if (closed.has(room) || expected.has(replacement)) return;
      await state.set(`upgrade/${room}`, JSON.stringify({ replacement, sender }));
      const one = { room, sender };
      expected.set(replacement, one);
      start(replacement, one);
    },
    isExpected: (room) => expected.has(room),
    async settled(room) {
      const one = expected.get(room);
      if (one !== undefined) start(room, one);
      await pending.get(room);
    },
    stop: () => over.abort(),
  };
  return upgrades;
}
