import { BotError } from '../errors.ts';
import type { Turn } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import type { TurnTools } from '../turns/turn-tools.ts';
import type { Lanes } from './lanes.ts';

/**
 * A question deleted by its author is forgotten, and so is every answer to it. The store is cleaned first, then a running attempt is
 * told, so that nothing it does can bring the text back.
 */
export async function deleteMessage(
  tools: TurnTools,
  lanes: Lanes,
  { turn, ref }: { readonly turn: Turn; readonly ref: string },
): Promise<void> {
  const { store } = tools.parts;
  const message = await store.history.byRef(turn.event.room, ref);
  if (message === undefined || message.forgotten) return;
  if (message.author.kind !== 'participant' || message.author.id !== turn.event.participant) {
    throw new BotError('not-allowed', 'not the author', { field: 'of' });
  }
  const lead = await store.turns.ofMessage(message.id);
  const replies = await store.history.repliesTo(lead?.message ?? message.id);
  const deliveries = (await Promise.all(replies.map(({ id }) => store.deliveries.ofMessage(id)))).flat();
  const writes: Write[] = [message, ...replies].map(({ id }) => ({ write: 'forget', message: id }));
  await store.commit([...writes, ...deliveries.map(({ key }): Write => ({ write: 'deliveryState', key, state: 'removed' }))]);
  if (lead?.state === 'generating') lanes.stopTurn(lead.id, 'deleted');
  const platform = tools.platform(turn);
  for (const { ref: shown } of deliveries) {
    if (shown !== undefined) await platform.remove?.(tools.target(turn), shown);
  }
}
