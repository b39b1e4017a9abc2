import { BotError } from '../errors.ts';
import type { Turn } from '../ports/store.ts';
import { forgetAnswers } from '../turns/forget-answers.ts';
import type { TurnTools } from '../turns/turn-tools.ts';
import type { Lanes } from './lanes.ts';

/**
 * A question deleted by its author, or gone from its platform, is forgotten, and so is every answer to it. The store is cleaned first, then a running attempt is
 * told, so that nothing it does can bring the text back.
 */
export async function deleteMessage(
  tools: TurnTools,
  lanes: Lanes,
  { turn, ref }: { readonly turn: Turn; readonly ref: string },
): Promise<void> {
  const { store } = tools.parts;
  const message = await store.history.byRef(turn.event.room, ref);
  if (message === undefined) return;
  const isGone = turn.body.kind === 'messageDeleted' && turn.body.isGone === true;
  // An answer that was taken away stays in what was said: whoever did it wanted it out of sight.
  if (isGone && message.author.kind !== 'participant') return;
  if (!isGone && (message.author.kind !== 'participant' || message.author.id !== turn.event.participant)) {
    throw new BotError('not-allowed', 'not the author', { field: 'of' });
  }
  // Also when it reads as forgotten: it may only be hidden, or an earlier run of this event was cut short and the answers are still there.
  await store.commit([{ write: 'forget', message: message.id }]);
  const lead = await store.turns.ofMessage(message.id);
  // A running attempt that has just stored its answer forgets it itself; one that has ended is looked through here.
  if (lead !== undefined) lanes.stopTurn(lead.id, 'deleted');
  await forgetAnswers(tools, turn, lead?.message ?? message.id);
}
