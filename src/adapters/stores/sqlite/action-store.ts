import type { RoomId } from '../../../core/ids.ts';
import type { ActionStore, StoredAction } from '../../../core/ports/action-store.ts';
import type { Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';

interface Row {
  readonly token: string;
  readonly call: string;
  readonly owner: string | null;
  readonly room: RoomId;
  readonly message: string | null;
  readonly expiresAt: number;
}

export function createActionStore({ client }: Connection): ActionStore {
  const get = client.prepare<[string], Row>(`
    SELECT a.token, a.call, a.owner, r.id AS room, a.message, a.expires_at AS expiresAt
    FROM actions AS a CROSS JOIN rooms AS r ON r.key = a.room WHERE a.token = ?`);
  return {
    async get(token): Promise<StoredAction | undefined> {
      const row = get.get(token);
      if (row === undefined) return undefined;
      return { ...row, call: JSON.parse(row.call), owner: row.owner ?? undefined, message: row.message ?? undefined };
    },
  };
}

export interface ActionWrites {
  keep(write: Extract<Write, { write: 'action' }>): void;
  expire(now: number): void;
}

export function createActionWrites({ client }: Connection, keys: RoomKeys): ActionWrites {
  const keep = client.prepare<Omit<Row, 'room'> & { room: number }>(`
    INSERT INTO actions (token, call, owner, room, message, expires_at) VALUES (:token, :call, :owner, :room, :message, :expiresAt)
    ON CONFLICT (token) DO UPDATE SET call = :call, owner = :owner, room = :room, message = :message, expires_at = :expiresAt`);
  const expire = client.prepare<[number]>('DELETE FROM actions WHERE expires_at <= ?');
  return {
    keep({ token, call, owner = null, room, message = null, expiresAt }) {
      keep.run({ token, call: JSON.stringify(call), owner, room: keys.need(room), message, expiresAt });
    },
    expire: (now) => void expire.run(now),
  };
}
