import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { MatrixApi } from './api.ts';
import { isForbidden, isGone } from './errors.ts';
import { type MatrixEvent, readEvent, relationOf } from './events.ts';

/** So many events are remembered without asking for them again. */
const remembered = 20_000;

/** What edits and redactions do not say of the event they are about. */
export interface Original {
  readonly sender: string;
  /** The event its thread began with. */
  readonly thread: string | undefined;
  /** Which event it changes, if it is an edit. */
  readonly edits: string | undefined;
}

const kept = z.object({ sender: z.string(), thread: z.string().optional(), edits: z.string().optional() });

/** Whose event it was and where it belonged. A redaction strips that from the event itself, so it is kept here where it matters then. */
export interface Originals {
  note(event: MatrixEvent): Promise<void>;
  /** Undefined: nobody knows it any more. */
  get(room: string, event: string): Promise<Original | undefined>;
  /** What was kept, without asking the homeserver. */
  known(event: string): Promise<Original | undefined>;
  drop(event: string): Promise<void>;
}

export function createOriginals(state: AdapterState, api: Pick<MatrixApi, 'event'>): Originals {
  const recent = new LRUCache<string, Original>({ max: remembered });

  async function known(event: string): Promise<Original | undefined> {
    const there = recent.get(event);
    if (there !== undefined) return there;
    const text = await state.get(`of/${event}`);
    const read = text === undefined ? undefined : kept.safeParse(JSON.parse(text)).data;
    return read === undefined ? undefined : { sender: read.sender, thread: read.thread, edits: read.edits };
  }

  return {
    async note(event) {
      const original = toOriginal(event);
      recent.set(event.event_id, original);
      // A plain message needs no note: its room says it all.
      if (original.thread !== undefined || original.edits !== undefined) await state.set(`of/${event.event_id}`, JSON.stringify(original));
    },
    known,
    async get(room, id) {
      const there = await known(id);
      if (there !== undefined) return there;
      const raw = await api.event(room, id).catch((thrown: unknown) => {
        if (isGone(thrown) || isForbidden(thrown)) return undefined;
        throw thrown;
      });
      const event = readEvent(raw);
      if (event === undefined) return undefined;
      const original = toOriginal(event);
      recent.set(id, original);
      return original;
    },
    async drop(event) {
      recent.delete(event);
      await state.delete(`of/${event}`);
    },
  };
}

export function toOriginal({ sender, content }: MatrixEvent): Original {
  const { rel_type: kind, event_id: event } = relationOf(content);
  return { sender, thread: kind === 'm.thread' ? event : undefined, edits: kind === 'm.replace' ? event : undefined };
}
