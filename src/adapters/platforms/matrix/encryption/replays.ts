import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SqliteHome } from './indexeddb/sqlite-home.ts';

/** Which message of a session was which event. A server that shows an old message again, as a new event, is found out. */
export interface Replays {
  /** False when this message has come as another event before. */
  isFirst(session: string, position: number, event: string): Promise<boolean>;
}

const hash = (text: string, bytes: number): Buffer => createHash('sha256').update(text).digest().subarray(0, bytes);

export function createReplays({ file, queue }: SqliteHome): Replays {
  const keep = file.prepare('INSERT INTO read_messages (session, position, event) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const kept = file.prepare<[Buffer, number], { event: Buffer }>('SELECT event FROM read_messages WHERE session = ? AND position = ?');
  return {
    isFirst: (session, position, event) =>
      new Promise((resolve, reject) => {
        const [where, what] = [hash(session, 16), hash(event, 16)];
        // In the queue, so that it is part of no transaction of the machine's, which might be undone.
        queue.add({
          step() {
            try {
              keep.run(where, position, what);
              resolve(kept.get(where, position)?.event.equals(what) === true);
            } catch (thrown) {
              reject(thrown);
            }
            return true;
          },
        });
      }),
  };
}

const megolm = z.object({ session_id: z.string(), ciphertext: z.string() });

/** Which message of which session it is: the ratchet's position stands in clear at the head of the ciphertext. */
export function positionOf(content: unknown): { readonly session: string; readonly position: number } | undefined {
  const read = megolm.safeParse(content).data;
  if (read === undefined) return undefined;
  const [version, tag, ...rest] = Buffer.from(read.ciphertext.slice(0, 24), 'base64');
  if (version !== 3 || tag !== 8) return undefined;
  let position = 0;
  for (const [place, byte] of rest.entries()) {
    position += (byte & 0x7f) * 2 ** (7 * place);
    if (byte < 0x80) return { session: read.session_id, position };
  }
  return undefined;
}
