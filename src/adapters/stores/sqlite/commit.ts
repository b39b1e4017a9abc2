import type { Write } from '../../../core/ports/writes.ts';
import type { Connection } from './connection.ts';
import { createDeliveryWrites } from './delivery-writes.ts';
import { createMemberWriter } from './member-writer.ts';
import { createMessageWrites } from './message-writes.ts';
import type { RoomKeys } from './room-keys.ts';
import { createTurnWrites } from './turn-writes.ts';

/** Applies a batch in one transaction. */
export function createCommit(connection: Connection, keys: RoomKeys): (writes: readonly Write[]) => void {
  const turns = createTurnWrites(connection);
  const messages = createMessageWrites(connection, keys);
  const deliveries = createDeliveryWrites(connection, keys);
  const setMembers = createMemberWriter(connection, keys);

  /** Gives back a turn that may be settled by it. */
  function apply(write: Write): string | undefined {
    switch (write.write) {
      case 'turn':
        turns.turn(write);
        return write.state === 'answered' ? write.id : undefined;
      case 'requeue':
        return void turns.requeue(write);
      case 'conversation':
        return void messages.conversation(write);
      case 'place':
        return void messages.place(write);
      case 'reply':
        return void messages.reply(write.reply);
      case 'edit':
        return void messages.edit(write);
      case 'forget':
        return void messages.forget(write.message);
      case 'delivery':
        return void deliveries.add(write);
      case 'deliveryState':
        return deliveries.change(write);
      case 'members':
        return void setMembers(write);
    }
  }

  return (writes) =>
    connection.atomically(() => {
      // After the whole batch: the deliveries of an answered turn may stand behind it.
      const touched = new Set(writes.map(apply).filter((turn) => turn !== undefined));
      for (const turn of touched) turns.settle(turn);
    });
}
