import { BotError, toBotError } from '../errors.ts';
import type { Outgoing } from '../ports/platform.ts';
import type { Turn, TurnState } from '../ports/store.ts';
import { deliveryRow } from '../replies/deliverer.ts';
import { forgetAnswers } from './forget-answers.ts';
import { sentenceFor } from './sentence-for.ts';
import { TurnStopped } from './turn-stopped.ts';
import type { TurnTools } from './turn-tools.ts';

/** An attempt that ended in an error is made again after these pauses; after the last the turn is dead. */
export const retryPausesMs = [1_000, 4_000];
/** So many stops or kills of one turn, and it is dead: something in it may bring the process down. */
export const mostStops = 10;

/** While the store itself fails (a full disk, mostly), settling is tried again this often; the room waits. */
const settlePauseMs = 5_000;

/** Settles a turn whose attempt did not end in replies: again later, or with exactly one error. */
export async function settleFailure(tools: TurnTools, { turn, thrown }: Failure, signal: AbortSignal): Promise<void> {
  const { logger, clock } = tools.parts;
  for (;;) {
    try {
      return await settle(tools, { turn, thrown });
    } catch (failed) {
      logger.error('turn-not-settled', { turn: turn.id, code: toBotError(failed).code });
    }
    // Told to end meanwhile: the turn stays `generating`, and the next start takes it up.
    if (isShutdown(signal)) return;
    await clock.sleep(settlePauseMs, signal.aborted ? undefined : signal).catch(() => undefined);
  }
}

interface Failure {
  readonly turn: Turn;
  readonly thrown: unknown;
}

function isShutdown({ reason }: AbortSignal): boolean {
  return reason instanceof TurnStopped && reason.by === 'shutdown';
}

async function settle(tools: TurnTools, { turn, thrown }: Failure): Promise<void> {
  const { store, logger, clock } = tools.parts;
  if (thrown instanceof TurnStopped) return settleStop(tools, turn, thrown);
  const error = toBotError(thrown);
  const errors = turn.errors + 1;
  logger.warn('turn-failed', { turn: turn.id, code: error.code, errors, cause: causeName(error) });
  const pause = retryPausesMs[turn.errors];
  if (error.retryable && pause !== undefined) {
    await store.commit([{ write: 'turn', id: turn.id, state: 'received', errors, notBefore: clock.now() + pause }]);
    return;
  }
  await endWith(tools, turn, { error, state: endState(error), errors });
}

async function settleStop(tools: TurnTools, turn: Turn, stop: TurnStopped): Promise<void> {
  const { store, clock } = tools.parts;
  if (stop.by === 'deleted' && !(await hasQuestionsLeft(tools, turn))) return settleDeleted(tools, turn);
  // A stop that costs the turn a life is only the shutdown's: edits and deletions are the person's wish.
  const stops = turn.stops + (stop.by === 'shutdown' ? 1 : 0);
  await store.commit([{ write: 'turn', id: turn.id, state: 'received', stops, notBefore: clock.now() }]);
}

async function hasQuestionsLeft({ parts }: TurnTools, turn: Turn): Promise<boolean> {
  for (const { message } of [...turn.joined, turn]) {
    if (message !== undefined && (await parts.store.history.message(message))?.forgotten === false) return true;
  }
  return false;
}

/** The question is gone: what is visible of the answer goes too. */
async function settleDeleted(tools: TurnTools, turn: Turn): Promise<void> {
  const { store } = tools.parts;
  const platform = tools.platform(turn);
  if (turn.message !== undefined) await forgetAnswers(tools, turn, turn.message);
  for (const delivery of await store.deliveries.ofTurn(turn.id)) {
    if (delivery.state === 'removed') continue;
    if (delivery.ref !== undefined) await platform.remove?.(tools.target(turn), delivery.ref);
    await store.commit([{ write: 'deliveryState', key: delivery.key, state: 'removed' }]);
  }
  await endWith(tools, turn, { error: new BotError('deleted', 'the question was deleted'), state: 'cancelled', errors: turn.errors });
}

interface End {
  readonly error: BotError;
  readonly state: TurnState;
  readonly errors: number;
}

/** The turn's last state and its one error are one commit; then the error is shown. */
export async function endWith(tools: TurnTools, turn: Turn, { error, state, errors }: End): Promise<void> {
  const { store, clock } = tools.parts;
  const key = clock.id();
  const message = await sentenceFor(tools, turn, error);
  const final: Outgoing = {
    kind: 'error',
    to: turn.event.id,
    code: error.code,
    ...(error.field === undefined ? {} : { field: error.field }),
    message,
  };
  await store.commit([
    { write: 'turn', id: turn.id, state, errors, code: error.code },
    deliveryRow({ key, turn: turn.id, account: turn.event.account, target: tools.target(turn), final, at: clock.now() }),
  ]);
  const delivery = await store.deliveries.byKey(key);
  if (delivery !== undefined) await tools.deliverer.deliver(delivery);
}

function endState({ code }: BotError): TurnState {
  if (code === 'deleted') return 'cancelled';
  const isRefusal =
    code === 'too-large' || code === 'empty-message' || code === 'not-allowed' || code === 'no-model' || code === 'unknown-personality';
  return isRefusal ? 'refused' : 'dead';
}

/** The class of what went wrong below, for the operator; its message may hold anything and is not logged. */
function causeName({ cause }: BotError): string | undefined {
  return cause instanceof Error ? cause.name : undefined;
}
