import type { Lanes } from '../events/lanes.ts';
import type { Turn } from '../ports/store.ts';
import type { TurnTools } from './turn-tools.ts';

/**
 * A question gets another text. Whoever is answering it begins again with that; `isOpen` says that an answer to the new text is on its way.
 * `lead` is the turn the question belongs to, if any.
 */
export async function changeQuestion(
  { parts: { store } }: TurnTools,
  lanes: Lanes,
  { message, text, at }: { readonly message: string; readonly text: string; readonly at: number },
): Promise<{ readonly lead: Turn | undefined; readonly isOpen: boolean }> {
  await store.commit([{ write: 'edit', message, text, at }]);
  const running = await store.turns.ofMessage(message);
  if (running !== undefined) lanes.stopTurn(running.id, 'edited');
  // Read again: the attempt may have stored its answer in the moment before it was stopped.
  const lead = await store.turns.ofMessage(message);
  return { lead, isOpen: lead?.state === 'received' || lead?.state === 'generating' };
}
