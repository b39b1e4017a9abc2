import type { Candidate } from '../providers/model-router.ts';
import type { Part } from './answer-as.ts';
import type { TurnTools } from './turn-tools.ts';

/** Whoever showed a picture learns that it was not looked at; what the model makes of that is its own. */
export async function noteUnseen(
  tools: TurnTools,
  { placed: { turn } }: Part,
  { count, candidate: { model } }: { readonly count: number; readonly candidate: Candidate },
): Promise<void> {
  if (count === 0) return;
  const { marks } = tools.parts.store;
  const key = `unseen/${turn.event.room}`;
  // Once for each question, however many answer it and however often they have to begin again.
  if ((await marks.get(key)) === turn.id) return;
  const text = await tools.text(turn, model.sees === true ? 'pictures-lost' : 'no-sight', { count, model: model.id });
  await tools.show(turn, { kind: 'notice', to: tools.causeOf(turn), text }, [{ write: 'mark', key, value: turn.id }]);
}
