import type { TurnStore } from '../../../core/ports/store.ts';
import type { Connection } from './connection.ts';
import type { TurnRows } from './turn-rows.ts';

export function createTurnStore({ client }: Connection, rows: TurnRows): TurnStore {
  const asked = client
    .prepare<[string], string>('SELECT coalesce(lead, id) FROM turns WHERE message = ? ORDER BY seq DESC LIMIT 1')
    .pluck();
  const brought = client.prepare<[string], string>('SELECT id FROM turns WHERE message = ? ORDER BY seq LIMIT 1').pluck();
  // A reply belongs to the turn that wrote it.
  const written = client.prepare<[string], string>('SELECT turn FROM messages WHERE id = ?').pluck();
  return {
    get: async (id) => rows.get(id),
    async ofMessage(message) {
      const id = asked.get(message) ?? written.get(message);
      return id === undefined ? undefined : rows.get(id);
    },
    async thatBrought(message) {
      const id = brought.get(message);
      return id === undefined ? undefined : rows.get(id);
    },
    unfinished: async (accounts) => rows.generating(accounts),
  };
}
