import type { ParticipantId } from '../../../core/ids.ts';
import type { NewReply } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';

interface NewRow extends Omit<NewReply, 'room' | 'personality' | 'receipt'> {
  readonly key: number;
  readonly room: number;
  readonly personality: string;
  readonly revision: number;
  /** The batch it is hidden with. */
  readonly hidden: string | null;
}

interface UsageRow {
  readonly message: string;
  readonly participant: string;
  readonly room: number;
  readonly personality: string;
  readonly provider: string;
  readonly model: string;
  readonly tokensIn: number;
  readonly tokensCached: number;
  readonly tokensOut: number;
  readonly costMicro: number;
  readonly firstMs: number;
  readonly at: number;
}

/** A reply with its receipt, what it recalled and what it cost; it becomes the chosen variant. */
export function createReplyWriter(connection: Connection, keys: RoomKeys): (reply: NewReply) => void {
  const { client } = connection;
  const unchoose = client.prepare<{ parent: string; personality: string; conversation: string }>(
    // A branch has an answer of its own. The plus keeps SQLite from reading the whole conversation for it.
    'UPDATE messages SET chosen = 0 WHERE parent = :parent AND personality = :personality AND +conversation = :conversation AND chosen = 1',
  );
  const asker = client.prepare<[string], ParticipantId>('SELECT participant FROM turns WHERE id = ?').pluck();
  // What was hidden while the answer was under way takes the answer along.
  const hiddenWith = client
    .prepare<[string], string>(`
      SELECT coalesce(m.hidden, f.hidden) AS batch FROM json_each(?) AS read LEFT JOIN messages AS m ON m.id = read.value
        LEFT JOIN facts AS f ON f.id = read.value WHERE batch IS NOT NULL LIMIT 1`)
    .pluck();
  const addMessage = client.prepare<NewRow>(`
    INSERT INTO messages (key, id, room, conversation, parent, turn, personality, revision, text, at, audience, exposure, rating, variant, finish, hidden)
    VALUES (:key, :id, :room, :conversation, :parent, :turn, :personality, :revision, :text, :at, :audience, :exposure, :rating, :variant, :finish, :hidden)`);
  const addReceipt = client.prepare<[string, string]>('INSERT INTO receipts (message, body) VALUES (?, ?)');
  const addRecalled = client.prepare<{ reply: string; recalled: string }>(`
    INSERT INTO recall_log (reply, item, score)
    SELECT :reply, value ->> 'id', value ->> 'score' FROM json_each(:recalled) WHERE true ON CONFLICT DO NOTHING`);
  const addUsage = client.prepare<UsageRow>(`
    INSERT INTO usage (message, participant, room, personality, provider, model, tokens_in, tokens_cached, tokens_out, cost_micro, first_ms, at)
    VALUES (:message, :participant, :room, :personality, :provider, :model, :tokensIn, :tokensCached, :tokensOut, :costMicro, :firstMs, :at)`);

  return ({ receipt, personality, room: roomId, ...reply }) => {
    const room = keys.need(roomId);
    unchoose.run({ parent: reply.parent, personality: personality.id, conversation: reply.conversation });
    const kept = receipt.items.filter((item) => item.kept);
    addMessage.run({
      ...reply,
      key: keys.nextMessage(room),
      room,
      personality: personality.id,
      revision: personality.revision,
      hidden: hiddenWith.get(JSON.stringify([reply.parent, ...kept.map(({ id }) => id)])) ?? null,
    });
    addReceipt.run(reply.id, JSON.stringify(receipt));
    const recalled = kept.filter(({ source }) => source === 'memory').map(({ id, score }) => ({ id, score }));
    if (recalled.length > 0) addRecalled.run({ reply: reply.id, recalled: JSON.stringify(recalled) });
    addUsage.run({
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
