import { BotError } from '../errors.ts';
import type { Message, Turn } from '../ports/store.ts';
import { changeQuestion } from '../turns/change-question.ts';
import type { TurnTools } from '../turns/turn-tools.ts';
import type { EventBody } from './inbound-event.ts';
import type { Lanes } from './lanes.ts';

/** An edit this soon after the question changes the answer; later it is only stored. */
const followsMs = 2 * 60_000;

export interface Edit {
  readonly turn: Turn;
  readonly edit: EventBody & { readonly kind: 'messageEdited' };
}

/**
 * Somebody changed what they wrote. Being answered: the attempt begins again with the new text. Answered within two minutes and
 * nothing said since: a new variant, in the same visible message. Otherwise the new text is stored and stands from now on.
 * False: the edit's turn goes on in the talk lane.
 */
export async function editMessage(tools: TurnTools, lanes: Lanes, { turn, edit }: Edit): Promise<boolean> {
  const { store, clock } = tools.parts;
  const message = await store.history.byRef(turn.event.room, edit.ref);
  if (message === undefined || message.forgotten || message.text === edit.text) return true;
  if (message.author.kind !== 'participant' || message.author.id !== turn.event.participant) {
    throw new BotError('not-allowed', 'not the author', { field: 'of' });
  }
  const { lead, isOpen } = await changeQuestion(tools, lanes, { message: message.id, text: edit.text, at: turn.event.at });
  if (lead === undefined || isOpen) return true;
  if (turn.event.at - message.at > followsMs || !(await isLastAnswered(tools, message, lead))) return true;
  const cast = lead.cast.map((member) => ({ ...member, as: 'variant' as const }));
  await store.commit([{ write: 'requeue', id: turn.id, cast, message: lead.message ?? message.id, notBefore: clock.now() }]);
  return false;
}

/** True when the newest line of the conversation is an answer to this turn. */
async function isLastAnswered({ parts }: TurnTools, message: Message, lead: Turn): Promise<boolean> {
  const replies = await parts.store.history.repliesTo(lead.message ?? message.id);
  for (const reply of replies) {
    if ((await parts.store.history.isHead(reply.id)) && !reply.forgotten) return true;
  }
  return false;
}
