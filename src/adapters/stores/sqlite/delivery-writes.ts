import type { Write } from '../../../core/ports/writes.ts';
import { type Connection, inserter } from './connection.ts';
import type { RoomKeys } from './room-keys.ts';
import { deliveries } from './schema.ts';

export interface DeliveryWrites {
  add(write: Extract<Write, { write: 'delivery' }>): void;
  /** Gives back the turn it belongs to. */
  change(write: Extract<Write, { write: 'deliveryState' }>): string | undefined;
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
  const add = inserter(connection, deliveries);
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
      add({
        key,
        turn,
        account,
        room: keys.need(room),
        replyTo,
        personality,
        part,
        message,
        state: 'pending',
        open: 1,
        ref: null,
        final: final === undefined ? null : JSON.stringify(final),
        partial: '',
        at,
      });
    },
    change({ key, turn = null, state = null, ref = null, partial = null, final, message = null }) {
      change.run({ key, turn, state, ref, partial, final: final === undefined ? null : JSON.stringify(final), message });
      return settle.get({ key, blanks: state === 'delivered' || state === 'removed' ? 1 : 0 }) ?? undefined;
    },
  };
}
