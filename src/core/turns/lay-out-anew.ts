import type { Delivery } from '../ports/store.ts';
import { showVariant } from './show-variant.ts';
import type { TurnTools } from './turn-tools.ts';

/** Shows a stored reply in the parts that its place takes by now, in the place of those it had. False: it is not to be shown any more. */
export async function layOutAnew(tools: TurnTools, { turn: id, message }: Delivery): Promise<boolean> {
  const { store } = tools.parts;
  const turn = id === undefined ? undefined : await store.turns.get(id);
  const reply = message === undefined ? undefined : await store.history.message(message);
  if (turn === undefined || reply === undefined || reply.forgotten) return false;
  await showVariant(tools, turn, { person: turn.event.participant, reply });
  return true;
}
