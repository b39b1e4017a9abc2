import type { RoomId } from '../../../core/ids.ts';
import type { Presence } from '../../../core/ports/memory-store.ts';
import type { Connection } from './connection.ts';

/** Where a person's participants are or were, the newest stay first. */
export function createPresenceRows({ client }: Connection): (person: string, limit: number) => readonly Presence[] {
  const of = client.prepare<{ person: string; limit: number }, { room: RoomId; kind: 'dm' | 'room'; since: number; until: number | null }>(`
    SELECT r.id AS room, r.kind AS kind, x.since AS since, x.until AS until
    FROM participants AS p CROSS JOIN presences AS x ON x.participant = p.id CROSS JOIN rooms AS r ON r.key = x.room
    WHERE p.person = :person ORDER BY x.since DESC, r.id LIMIT :limit`);
  return (person, limit) => of.all({ person, limit }).map(({ until, ...row }) => ({ ...row, until: until ?? undefined }));
}
