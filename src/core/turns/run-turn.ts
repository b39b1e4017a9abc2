import { toBotError } from '../errors.ts';
import type { Turn } from '../ports/store.ts';
import { answerAs, type Part } from './answer-as.ts';
import { disclose } from './disclose.ts';
import type { EngineParts } from './engine-parts.ts';
import { guardTurn } from './guard-turn.ts';
import { isQuiet } from './is-quiet.ts';
import { type PlacedTurn, placeTurn } from './place-turn.ts';
import { sentenceFor } from './sentence-for.ts';
import { isTriedAgain, settleFailure } from './settle-failure.ts';
import { TurnStopped } from './turn-stopped.ts';
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
      const part = { placed, member, parent, isLast: index === turn.cast.length - 1 };
      parent = (await answerOrSay(tools, part, signal)) ?? parent;
    }
  } catch (thrown) {
    await settleFailure(tools, { turn, thrown }, signal);
  }
}

/** Those after one that fails for good still have their say; the last one's failure is the turn's. Undefined: it failed, and that was said. */
async function answerOrSay(tools: TurnTools, part: Part, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await answerAs(tools, part, signal);
  } catch (thrown) {
    const { turn } = part.placed;
    const error = toBotError(thrown);
    if (part.isLast || thrown instanceof TurnStopped || isTriedAgain(error, turn)) throw thrown;
    tools.parts.logger.warn('member-failed', { turn: turn.id, code: error.code });
    await tools.show(turn, { kind: 'error', to: tools.causeOf(turn), code: error.code, message: await sentenceFor(tools, turn, error) });
    return undefined;
  }
}

/** She was silenced after the message came, or it was edited since; who calls a command is answered all the same. */
async function isSilenced(parts: EngineParts, { turn, person }: PlacedTurn): Promise<boolean> {
  const isSaid = turn.body.kind === 'message' || turn.body.kind === 'messageEdited';
  return isSaid && (await isQuiet(parts, { room: turn.event.room, person }));
}
