import type { Action } from '../answers/action.ts';
import { showActions } from '../answers/show-actions.ts';
import { BotError, type ErrorCode, toBotError } from '../errors.ts';
import type { Outgoing } from '../ports/platform.ts';
import type { Turn, TurnState } from '../ports/store.ts';
import { noteConsent } from '../privacy/consent.ts';
import { routingTexts } from '../providers/texts.ts';
import { deliveryRow } from '../replies/deliverer.ts';
import { forgetAnswers } from './forget-answers.ts';
import { sentenceFor } from './sentence-for.ts';
import { TurnStopped } from './turn-stopped.ts';
import type { TurnTools } from './turn-tools.ts';

/** An attempt that ended in an error is made again after these pauses; after the last the turn is dead. */
export const retryPausesMs = [1_000, 4_000];
/** Asked to wait longer than this, nobody is left waiting: the next attempt is made all the same. */
const longestWaitMs = 20_000;
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

/** Whether an attempt that failed so is made again. */
export function isTriedAgain(error: BotError, { errors }: Turn): boolean {
  return error.retryable && !error.isFinal && retryPausesMs[errors] !== undefined;
}

async function settle(tools: TurnTools, { turn, thrown }: Failure): Promise<void> {
  const { store, logger, clock } = tools.parts;
  if (thrown instanceof TurnStopped) return settleStop(tools, turn, thrown);
  const error = toBotError(thrown);
  const errors = turn.errors + 1;
  logger.warn('turn-failed', { turn: turn.id, code: error.code, errors, cause: causeName(error) });
  if (isTriedAgain(error, turn)) {
    const pause = Math.max(retryPausesMs[turn.errors] ?? 0, Math.min(error.retryAfterMs ?? 0, longestWaitMs));
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
  const { room, participant } = turn.event;
  const person = (await store.rooms.person(participant))?.id ?? participant;
  const actions = showActions(clock, await errorActions(tools, turn, error), { room, person });
  const final: Outgoing = {
    kind: 'error',
    to: tools.causeOf(turn),
    code: error.code,
    ...(error.field === undefined ? {} : { field: error.field }),
    message: await sentenceFor(tools, turn, error),
    ...(actions.shown.length === 0 ? {} : { actions: actions.shown }),
  };
  await store.commit([
    { write: 'turn', id: turn.id, state, errors, code: error.code },
    ...(turn.lane === 'control' ? [{ write: 'blankCall', turn: turn.id } as const] : []),
    ...actions.writes,
    ...(error.code === 'needs-consent' && error.field !== undefined
      ? [noteConsent(turn.event, { provider: error.field, message: turn.message }, clock.now())]
      : []),
    deliveryRow({ key, turn: turn.id, account: turn.event.account, target: tools.target(turn), final, at: clock.now() }),
  ]);
  if (waitsForModel.includes(error.code) && turn.message !== undefined) tools.openQuestions.note(turn, turn.message);
  const delivery = await store.deliveries.byKey(key);
  if (delivery !== undefined) await tools.deliverer.deliver(delivery);
}

/** Nothing but a model was missing: as soon as one is there the question is taken up. */
const waitsForModel: readonly ErrorCode[] = ['provider-unreachable', 'no-model', 'model-missing'];

/** What a person can do at once about a model that failed. */
async function errorActions(tools: TurnTools, turn: Turn, error: BotError): Promise<readonly Action[]> {
  const { code } = error;
  if (code === 'needs-consent') return consentActions(tools, turn, error);
  const isModels = code.startsWith('provider-') || code === 'model-missing';
  if (!isModels || turn.message === undefined) return [];
  const retry: Action = {
    label: await tools.text(turn, 'action-retry', {}),
    icon: 'retry',
    press: { command: 'chat retry', args: { message: turn.message } },
    by: 'asker',
  };
  if (code !== 'provider-timeout' && code !== 'model-missing') return [retry];
  const other: Action = {
    label: await tools.text(turn, code === 'provider-timeout' ? 'action-smaller-model' : 'action-other-model', {}),
    icon: 'show',
    press: { command: 'settings model', args: {} },
    by: 'asker',
  };
  return [retry, other];
}

/** The question with its answers: the same call as a button, a reaction and a typed word. */
async function consentActions(tools: TurnTools, turn: Turn, { field }: BotError): Promise<readonly Action[]> {
  if (field === undefined) return [];
  const { message } = turn;
  const { models, say } = tools.parts;
  const company = models.providers().find(({ provider }) => provider.name === field)?.provider.company ?? field;
  const language = await tools.language(turn);
  const answer = (value: 'yes' | 'no', label: string): Action => ({
    label,
    icon: value,
    press: { command: 'privacy cloud', args: { provider: field, value, ...(message === undefined ? {} : { message }) } },
    by: 'asker',
  });
  return [
    answer('yes', say(language, routingTexts['action-yes'], { company })),
    answer('no', say(language, routingTexts['action-no'], {})),
  ];
}

const refusals: readonly ErrorCode[] = [
  'too-large',
  'empty-message',
  'not-allowed',
  'no-model',
  'unknown-personality',
  'adult-only',
  'needs-consent',
  'limit-reached',
];

function endState({ code }: BotError): TurnState {
  if (code === 'deleted') return 'cancelled';
  return refusals.includes(code) ? 'refused' : 'dead';
}

/** The class of what went wrong below, for the operator; its message may hold anything and is not logged. */
function causeName({ cause }: BotError): string | undefined {
  return cause instanceof Error ? cause.name : undefined;
}
