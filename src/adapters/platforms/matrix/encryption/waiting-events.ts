import { z } from 'zod';
import type { AdapterState } from '../../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../../core/ports/clock.ts';
import { type MatrixEvent, readEvent } from '../events.ts';

/** Events whose key has not come yet, sealed as they are; they outlive a restart. */
export interface WaitingEvents {
  /** When too many wait already, this one is let go. */
  add(session: string, waiting: WaitingEvent): Promise<void>;
  /** Those that wait for this key. */
  of(room: string, session: string): Promise<readonly WaitingEvent[]>;
  /** The keys that are waited for. */
  sessions(): Promise<readonly { readonly room: string; readonly session: string }[]>;
  remove(session: string, waiting: WaitingEvent): Promise<void>;
  /** Gives up those that have waited for too long; how many are left. */
  sweep(): Promise<number>;
}

export interface WaitingEvent {
  readonly room: string;
  readonly event: MatrixEvent;
}

/** An answer to something older would surprise. */
const keptMs = 60 * 60_000;
const mostWaiting = 500;
const root = 'crypto-waiting/';
const row = z.object({ room: z.string(), session: z.string(), since: z.number(), event: z.unknown() });

export function createWaitingEvents(state: AdapterState, clock: Clock): WaitingEvents {
  const prefix = (room: string, session: string): string => `${root}${room}/${session}/`;
  const key = (session: string, { room, event }: WaitingEvent): string => prefix(room, session) + event.event_id;

  async function sweep(): Promise<number> {
    let left = 0;
    for (const { key: each, value } of await state.list(root)) {
      const since = row.safeParse(JSON.parse(value)).data?.since ?? 0;
      if (clock.now() - since > keptMs) await state.delete(each);
      else left += 1;
    }
    return left;
  }

  return {
    sweep,
    async add(session, waiting) {
      if ((await state.get(key(session, waiting))) !== undefined || (await sweep()) >= mostWaiting) return;
      await state.set(key(session, waiting), JSON.stringify({ ...waiting, session, since: clock.now() }));
    },
    async of(room, session) {
      const rows = await state.list(prefix(room, session));
      return rows.flatMap(({ value }) => {
        const event = readEvent(row.parse(JSON.parse(value)).event);
        return event === undefined ? [] : [{ room, event }];
      });
    },
    async sessions() {
      const rows = (await state.list(root)).flatMap(({ value }) => row.safeParse(JSON.parse(value)).data ?? []);
      return [...new Map(rows.map(({ room, session }) => [prefix(room, session), { room, session }])).values()];
    },
    remove: (session, waiting) => state.delete(key(session, waiting)),
  };
}
