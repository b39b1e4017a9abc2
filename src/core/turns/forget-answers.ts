import type { Message, Turn } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import type { TurnTools } from './turn-tools.ts';

/**
 * Forgets every answer to a question, of each personality and in each variant, and takes them off the screen.
 * `turn` only says where: any turn of the same room will do.
 */
export async function forgetAnswers(tools: TurnTools, turn: Turn, question: string): Promise<void> {
  const { store } = tools.parts;
  const answers = await answersTo(tools, question);
  if (answers.length === 0) return;
  const all = (await Promise.all(answers.map(({ id }) => store.deliveries.ofMessage(id)))).flat();
  const deliveries = all.filter(({ state }) => state !== 'removed');
  await store.commit([
    ...answers.map(({ id }): Write => ({ write: 'forget', message: id })),
    ...deliveries.map(({ key }): Write => ({ write: 'deliveryState', key, state: 'removed' })),
  ]);
  const platform = tools.platform(turn);
  for (const { ref } of deliveries) {
    if (ref !== undefined) await platform.remove?.(tools.target(turn), ref);
  }
}

/** A second personality's answer hangs under the first one's, so answers to answers belong to the question too; hidden ones as well. */
async function answersTo(tools: TurnTools, message: string): Promise<readonly Message[]> {
  const replies = await tools.parts.store.history.repliesTo(message);
  const further = await Promise.all(replies.map(({ id }) => answersTo(tools, id)));
  return [...replies, ...further.flat()];
}
