import type { Core } from '../core.ts';
import type { Receipt, TwinRoom } from './world.ts';

/** Begins or ends to type; after `timeoutMs` it ends by itself. */
export function setTyping(core: Core, room: TwinRoom, how: { readonly userId: string; readonly timeoutMs: number | undefined }): void {
  const { world, clock } = core;
  const { userId, timeoutMs } = how;
  const wasTyping = room.typing.has(userId);
  if (timeoutMs === undefined) room.typing.delete(userId);
  else {
    const until = clock.now() + timeoutMs;
    room.typing.set(userId, until);
    room.typings.push({ userId, at: clock.now() });
    clock.at(until, () => {
      if (room.typing.get(userId) === until) setTyping(core, room, { userId, timeoutMs: undefined });
    });
  }
  if (wasTyping !== room.typing.has(userId)) room.typingPosition = world.next();
  world.changed();
}

/** Marks how far somebody has read. */
export function setReceipt(core: Core, room: TwinRoom, receipt: Omit<Receipt, 'at' | 'position'>): void {
  const { world, clock } = core;
  const slot = `${receipt.type} ${receipt.userId} ${receipt.threadId ?? ''}`;
  room.receipts.set(slot, { ...receipt, at: clock.now(), position: world.next() });
  world.changed();
}
