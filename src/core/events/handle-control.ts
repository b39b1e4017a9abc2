import { BotError, toBotError } from '../errors.ts';
import type { Turn } from '../ports/store.ts';
import { endWith } from '../turns/settle-failure.ts';
import type { TurnTools } from '../turns/turn-tools.ts';
import { deleteMessage } from './delete-message.ts';
import { editMessage } from './edit-message.ts';
import { keyPasted } from './key-pasted.ts';
import type { Lanes } from './lanes.ts';
import { runCommand } from './run-command.ts';
import { runWizardLine } from './run-wizard-line.ts';

/** While the store itself fails, an event is tried again this often: a deletion must not wait for the next start. */
const pauseMs = 5_000;

/** Runs one event of the control lane to its end; like a talk turn it never throws. What a shutdown cuts short, the next start takes up. */
export async function handleControl(tools: TurnTools, lanes: Lanes, turn: Turn): Promise<void> {
  const { clock, logger } = tools.parts;
  for (;;) {
    try {
      return await attempt(tools, lanes, turn);
    } catch (failed) {
      logger.error('turn-not-settled', { turn: turn.id, code: toBotError(failed).code });
    }
    await clock.sleep(pauseMs);
  }
}

/** Throws only when the store fails: then nothing could be noted, not even the failure. */
async function attempt(tools: TurnTools, lanes: Lanes, turn: Turn): Promise<void> {
  const { store, logger } = tools.parts;
  try {
    const isDone = await run(tools, lanes, turn);
    if (isDone)
      await store.commit([
        { write: 'turn', id: turn.id, state: 'delivered' },
        { write: 'blankCall', turn: turn.id },
      ]);
  } catch (thrown) {
    const error = toBotError(thrown);
    if (error.code === 'storage-full' || error.code === 'storage-failed') throw error;
    logger.warn('control-failed', { turn: turn.id, kind: turn.body.kind, code: error.code });
    await endWith(tools, turn, { error, state: error.retryable ? 'dead' : 'refused', errors: turn.errors + 1 });
  }
}

/** False: the event has been put into the talk lane and ends there. */
async function run(tools: TurnTools, lanes: Lanes, turn: Turn): Promise<boolean> {
  const { body } = turn;
  const { store } = tools.parts;
  switch (body.kind) {
    case 'command':
    case 'press':
    case 'formSubmitted':
      return runCommand(tools, lanes, turn);
    case 'wizardLine':
      return runWizardLine(tools, lanes, turn);
    case 'messageEdited':
      return editMessage(tools, lanes, { turn, edit: body });
    case 'messageDeleted':
      await deleteMessage(tools, lanes, { turn, ref: body.ref });
      return true;
    case 'members':
      await store.commit([{ write: 'members', room: turn.event.room, joined: body.joined, left: body.left, at: turn.event.at }]);
      if (body.endsPrivate === true) await sayOpen(tools, turn);
      return true;
    case 'keyPasted':
      return keyPasted(tools, turn, body.ref);
    case 'seen':
      await markSeen(tools, turn, body.key);
      return true;
    case 'message':
      throw new BotError('bug', 'a message in the control lane');
  }
}

/** A private chat has got a further member: from now on it is a room, and what was said before stays between those two. */
async function sayOpen(tools: TurnTools, turn: Turn): Promise<void> {
  const done = [{ write: 'turn', id: turn.id, state: 'delivered' }] as const;
  await tools.show(turn, { kind: 'notice', to: tools.causeOf(turn), text: await tools.text(turn, 'no-longer-private', {}) }, done);
}

/** Only the account a delivery went to can confirm it. */
async function markSeen({ parts }: TurnTools, turn: Turn, key: string): Promise<void> {
  const delivery = await parts.store.deliveries.byKey(key);
  if (delivery === undefined || delivery.account !== turn.event.account || delivery.final === undefined) return;
  await parts.store.commit([{ write: 'deliveryState', key, state: 'delivered' }]);
}
