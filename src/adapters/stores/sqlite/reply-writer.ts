import type { ParticipantId } from '../../../core/ids.ts';
import type { NewReply } from '../../../core/ports/writes.ts';
import { type Connection, inserter } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';
import { messages, recallLog, receipts, usage } from './schema.ts';

/** A reply with its receipt, what it recalled and what it cost; it becomes the chosen variant. */
export function createReplyWriter(connection: Connection, keys: RoomKeys): (reply: NewReply) => void {
  const { client } = connection;
  const unchoose = client.prepare<{ parent: string; personality: string; conversation: string }>(
    // A branch has an answer of its own.
    'UPDATE messages SET chosen = 0 WHERE parent = :parent AND personality = :personality AND conversation = :conversation AND chosen = 1',
  );
  const asker = client.prepare<[string], ParticipantId>('SELECT participant FROM turns WHERE id = ?').pluck();
  // What was hidden while the answer was under way takes the answer along.
  const hiddenWith = client
    .prepare<[string], string>(`
      SELECT coalesce(m.hidden, f.hidden) AS batch FROM json_each(?) AS read LEFT JOIN messages AS m ON m.id = read.value
        LEFT JOIN facts AS f ON f.id = read.value WHERE batch IS NOT NULL LIMIT 1`)
    .pluck();
  const addMessage = inserter(connection, messages);
  const addReceipt = inserter(connection, receipts);
  const addRecalled = inserter(connection, recallLog, true);
  const addUsage = inserter(connection, usage);

  return ({ receipt, personality, room: roomId, ...reply }) => {
    const room = keys.need(roomId);
    unchoose.run({ parent: reply.parent, personality: personality.id, conversation: reply.conversation });
    const read = receipt.items.flatMap(({ kept, id }) => (kept ? [id] : []));
    const author = { participant: null, personality: personality.id, revision: personality.revision };
    addMessage({
      ...reply,
      ...author,
      key: keys.nextMessage(room),
      room,
      ref: null,
      editedAt: null,
      chosen: true,
      forgotten: false,
      hidden: hiddenWith.get(JSON.stringify([reply.parent, ...read])) ?? null,
    });
    addReceipt({ message: reply.id, body: receipt });
    for (const { source, kept, id, score } of receipt.items) {
      if (source === 'memory' && kept) addRecalled({ reply: reply.id, item: id, score });
    }
    addUsage({
      message: reply.id,
      participant: asker.get(reply.turn) ?? '',
      room,
      personality: personality.id,
      provider: receipt.provider,
      model: receipt.model,
      tokensIn: receipt.tokens.in,
      tokensCached: receipt.tokens.cached,
      tokensOut: receipt.tokens.out,
      costMicro: receipt.cost_micro,
      firstMs: receipt.timing_ms.first,
      at: reply.at,
    });
  };
}
