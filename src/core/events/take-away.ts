import { toBotError } from '../errors.ts';
import type { Ref } from '../ids.ts';
import type { Turn } from '../ports/store.ts';
import type { TurnTools } from '../turns/turn-tools.ts';

/** Takes what somebody wrote out of the room, where we may; false: it stands there still, or may. What is said about it must not wait for more. */
export async function takeAway(tools: TurnTools, turn: Turn, ref: Ref | undefined): Promise<boolean> {
  const platform = tools.platform(turn);
  if (ref === undefined || platform.takeAway === undefined) return false;
  try {
    return await platform.takeAway({ room: turn.event.room }, ref);
  } catch (thrown) {
    tools.parts.logger.warn('not-taken-away', { code: toBotError(thrown).code });
    return false;
  }
}
