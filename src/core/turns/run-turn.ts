import type { Turn } from '../ports/store.ts';
import { answerAs } from './answer-as.ts';
import { disclose } from './disclose.ts';
import type { EngineParts } from './engine-parts.ts';
import { guardTurn } from './guard-turn.ts';
import { isQuiet } from './is-quiet.ts';
import { type PlacedTurn, placeTurn } from './place-turn.ts';
import { settleFailure } from './settle-failure.ts';
import type { TurnTools } from './turn-tools.ts';

/**
 * One message in, its answers out. The turn was claimed by the lane; here it is guarded, each personality of its cast
 * recalls, prompts, streams and delivers in order, and whatever goes wrong is settled: a turn never ends without a word.
 */
export async function runTurn(tools: TurnTools, turn: Turn, signal: AbortSignal): Promise<void> {
  const { parts } = tools;
  try {
    const placed = await placeTurn(parts, turn);
    if (placed === undefined || turn.cast.length === 0 || (await isSilenced(parts, placed))) {
      await parts.store.commit([{ write: 'turn', id: turn.id, state: 'delivered' }]);
      return;
    }
    guardTurn(parts, placed);
    await tools.noteAbsence(turn);
    await disclose(tools, placed);
    let parent = placed.parent;
    for (const [index, member] of turn.cast.entries()) {
      parent = await answerAs(tools, { placed, member, parent, isLast: index === turn.cast.length - 1 }, signal);
    }
  } catch (thrown) {
    await settleFailure(tools, { turn, thrown }, signal);
  }
}

/** She was silenced after the message came, or it was edited since; who calls a command is answered all the same. */
async function isSilenced(parts: EngineParts, { turn, person }: PlacedTurn): Promise<boolean> {
  const isSaid = turn.body.kind === 'message' || turn.body.kind === 'messageEdited';
  return isSaid && (await isQuiet(parts, { room: turn.event.room, person }));
}
