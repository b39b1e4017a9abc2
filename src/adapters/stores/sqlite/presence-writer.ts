import type { ParticipantId } from '../../../core/ids.ts';
import type { Connection } from './connection.ts';

export interface PresenceWriter {
  /** A stay begins, unless one is going on. */
  come(stay: { readonly room: number; readonly participant: ParticipantId; readonly at: number }): void;
  /** The stay that is going on ends, never before it began. */
  go(stay: { readonly room: number; readonly participant: ParticipantId; readonly at: number }): void;
}

export function createPresenceWriter({ client }: Connection): PresenceWriter {
  const come = client.prepare<{ room: number; participant: string; at: number }>(`
    INSERT INTO presences (participant, room, since) SELECT :participant, :room, :at
    WHERE NOT EXISTS (SELECT 1 FROM presences WHERE room = :room AND participant = :participant AND until IS NULL)
    ON CONFLICT (participant, room, since) DO UPDATE SET until = NULL`);
  const go = client.prepare<{ room: number; participant: string; at: number }>(
    'UPDATE presences SET until = max(since, :at) WHERE room = :room AND participant = :participant AND until IS NULL',
  );
  return { come: (stay) => void come.run(stay), go: (stay) => void go.run(stay) };
}
