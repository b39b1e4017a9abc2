import type { Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';

export interface DeliveryWrites {
  add(write: Extract<Write, { write: 'delivery' }>): void;
  /** Gives back the turn it belongs to. */
  change(write: Extract<Write, { write: 'deliveryState' }>): string | undefined;
}

interface Added {
  readonly key: string;
  readonly turn: string | null;
  readonly account: string;
  readonly room: number;
  readonly replyTo: string | null;
  readonly personality: string | null;
  readonly part: number;
  readonly message: string | null;
  readonly final: string | null;
  readonly at: number;
}

interface Change {
  readonly key: string;
  readonly turn: string | null;
  readonly state: string | null;
  readonly ref: string | null;
  readonly partial: string | null;
  readonly final: string | null;
  readonly message: string | null;
}

export function createDeliveryWrites(connection: Connection, keys: RoomKeys): DeliveryWrites {
  const add = connection.client.prepare<Added>(`
    INSERT INTO deliveries (key, turn, account, room, reply_to, personality, part, message, state, open, final, partial, at)
    VALUES (:key, :turn, :account, :room, :replyTo, :personality, :part, :message, 'pending', 1, :final, '', :at)`);
  const change = connection.client.prepare<Change>(`
    UPDATE deliveries SET turn = coalesce(:turn, turn), ref = coalesce(:ref, ref), message = coalesce(:message, message),
      partial = coalesce(:partial, partial), final = coalesce(:final, final),
      -- The reader may have confirmed it before it was noted as sent.
      state = CASE WHEN :state = 'sent' AND open IS NULL THEN state ELSE coalesce(:state, state) END
    WHERE key = :key`);
  const settle = connection.client
    .prepare<{ key: string; blanks: 0 | 1 }, string | null>(`
    UPDATE deliveries SET open = CASE WHEN state IN ('delivered', 'removed') THEN NULL ELSE 1 END,
      partial = CASE WHEN :blanks THEN '' ELSE partial END, final = CASE WHEN :blanks THEN NULL ELSE final END
    WHERE key = :key RETURNING turn`)
    .pluck();

  return {
    add({ key, turn = null, account, room, replyTo = null, personality = null, part, message = null, final, at }) {
      const text = final === undefined ? null : JSON.stringify(final);
      add.run({ key, turn, account, room: keys.need(room), replyTo, personality, part, message, final: text, at });
    },
    change({ key, turn = null, state = null, ref = null, partial = null, final, message = null }) {
      change.run({ key, turn, state, ref, partial, final: final === undefined ? null : JSON.stringify(final), message });
      return settle.get({ key, blanks: state === 'delivered' || state === 'removed' ? 1 : 0 }) ?? undefined;
    },
  };
}
