import type { MatrixEvent } from '../events.ts';
import type { Decryption } from './decrypting.ts';
import { createExclusive } from './exclusive.ts';
import type { KeyBackup } from './key-backup.ts';
import type { Machine } from './machine.ts';
import { createWaitingEvents } from './waiting-events.ts';

/** An event that could be read only after it had come. */
export interface LateEvent {
  readonly room: string;
  /** As it came. */
  readonly event: MatrixEvent;
  readonly decryption: Decryption & { readonly kind: 'decrypted' };
}

/** Events that wait for their key. */
export interface LateEvents {
  /** Keeps it; when this resolves, a crash does not lose it. */
  keep(session: string, waiting: { readonly room: string; readonly event: MatrixEvent }): Promise<void>;
  /** Asks the backup for a key, once. */
  look(room: string, session: string): Promise<void>;
  /** A key has come. */
  retry(room: string, session: string): Promise<void>;
  /** Every event that waits, as at a start: a crash may have come between a key and what it opens. */
  retryAll(): Promise<void>;
  count(): Promise<number>;
}

export function createLateEvents(
  { state, clock, logger }: Machine,
  parts: {
    readonly backup: KeyBackup;
    decrypt(room: string, event: MatrixEvent): Promise<Decryption>;
    /** When it throws, the event waits on. */
    deliver(late: LateEvent): Promise<void>;
  },
): LateEvents {
  const waitingEvents = createWaitingEvents(state, clock);
  const exclusive = createExclusive();
  const asked = new Set<string>();

  // One after the other: the same key may be told of twice, and what it opens is delivered once.
  const retry = (room: string, session: string): Promise<void> =>
    exclusive(async () => {
      for (const waiting of await waitingEvents.of(room, session)) {
        const decryption = await parts.decrypt(room, waiting.event);
        if (decryption.kind === 'waiting') continue;
        if (decryption.kind === 'decrypted') await parts.deliver({ ...waiting, decryption });
        await waitingEvents.remove(session, waiting);
      }
    });

  return {
    retry,
    async retryAll() {
      for (const { room, session } of await waitingEvents.sessions()) await retry(room, session);
    },
    count: () => waitingEvents.sweep(),
    keep: (session, waiting) => waitingEvents.add(session, waiting),
    async look(room, session) {
      const key = `${room}/${session}`;
      if (asked.has(key)) return;
      asked.add(key);
      // Where the backup cannot be reached, the key may still come by itself.
      const hasCome = await parts.backup.fetch(room, session).catch(() => {
        asked.delete(key);
        logger.info('matrix-key-backup-unreachable');
        return false;
      });
      if (hasCome) await retry(room, session);
    },
  };
}
