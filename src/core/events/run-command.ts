import type { Answer } from '../answers/answer.ts';
import type { Form } from '../answers/form.ts';
import { showActions } from '../answers/show-actions.ts';
import type { Call, Caller } from '../commands/call.ts';
import { findCaller } from '../commands/caller.ts';
import { BotError } from '../errors.ts';
import type { Ref } from '../ids.ts';
import type { StoredAction } from '../ports/action-store.ts';
import type { OutgoingAnswer } from '../ports/platform.ts';
import type { Turn } from '../ports/store.ts';
import { mayTalk } from '../privacy/may-talk.ts';
import { literal } from '../texts/literal.ts';
import type { TurnTools } from '../turns/turn-tools.ts';
import { createNeeds } from './create-needs.ts';
import type { Lanes } from './lanes.ts';
import { type Arrival, routeCommand } from './route-command.ts';
import { openWizard } from './wizard-state.ts';

/** How long a form can be sent in. */
const formLifeMs = 30 * 24 * 3_600_000;

/** Runs a typed command, a press or a submit to its end. False: the turn goes on in the talk lane. */
export async function runCommand(tools: TurnTools, lanes: Lanes, turn: Turn): Promise<boolean> {
  const { parts } = tools;
  const caller = await findCaller(parts, turn.event);
  const arrival = await toArrival(tools, turn, caller);
  // Whoever is still filling in a form is not to be talked to.
  return runArrival(tools, lanes, { turn, arrival, isSilent: arrival.form?.isPartial ?? false });
}

export interface ArrivalRun {
  readonly turn: Turn;
  readonly arrival: Arrival;
  /** What it answers is not shown: a form that is still being filled in. */
  readonly isSilent: boolean;
}

/** Runs one call and shows what it answers. False: the turn goes on in the talk lane. */
export async function runArrival(tools: TurnTools, lanes: Lanes, { turn, arrival, isSilent }: ArrivalRun): Promise<boolean> {
  const { caller } = arrival;
  if (!mayTalk(tools.parts, turn.event)) throw new BotError('not-allowed', 'not on the allow list');
  const needs = createNeeds(tools, lanes, { turn, caller });
  const show = isSilent ? async () => undefined : createShow(tools, turn, { caller, call: arrival.call });
  let last: Answer | undefined;
  for await (const answer of routeCommand(arrival, needs)) {
    if (last !== undefined) await show(last, false);
    last = answer;
  }
  if (last?.kind === 'talk') return false;
  if (last !== undefined) await show(last, true);
  return true;
}

/** Whatever it came as, a filled-in call. */
async function toArrival(tools: TurnTools, turn: Turn, caller: Caller): Promise<Arrival> {
  const { body } = turn;
  const { parts } = tools;
  const common = { caller, turn: turn.id };
  switch (body.kind) {
    case 'command':
      return { ...common, call: body.call, ...(body.target === undefined ? {} : await pointedAt(tools, turn, body.target)) };
    case 'press':
      return { ...common, call: (await findAction(tools, body.token, caller)).call, isPressed: true };
    case 'formSubmitted': {
      const { call } = await findAction(tools, body.form, caller);
      const { revision, isPartial = false } = body;
      const values = body.isWithheld === true ? parts.withheld.take(turn.id) : body.values;
      if (values === undefined) throw lostSecret();
      return { ...common, call, form: { values, revision, isPartial } };
    }
    default:
      throw new BotError('bug', 'not a call');
  }
}

/** The process that took a secret in is gone, and the secret with it. */
export function lostSecret(): BotError {
  return new BotError('interrupted', 'a secret was lost with its process', {
    advice: {
      en: 'I was restarted while that came in, and a secret is kept nowhere on its way. Please enter it once more.',
      de: 'Ich bin neu gestartet, während das ankam, und ein Geheimnis wird unterwegs nirgends aufgehoben. Bitte gib es noch einmal ein.',
    },
  });
}

/** What a menu was opened on; a message that began a thread is held there, and shown in both places. */
async function pointedAt(tools: TurnTools, turn: Turn, target: Ref): Promise<Pick<Arrival, 'target' | 'startOfThread'>> {
  const { history } = tools.parts.store;
  const { room } = turn.event;
  const thread = tools.platform(turn).threadOn?.({ room, ref: target });
  if (thread === undefined || (await history.byRef(room, target)) !== undefined) return { target };
  const start = await history.byRef(thread, target);
  return { target, ...(start === undefined ? {} : { startOfThread: start.id }) };
}

/** The call behind a token; only where it was shown, only in time, and only for whom it is. */
export async function findAction({ parts }: TurnTools, token: string, caller: Caller): Promise<StoredAction> {
  const action = await parts.store.actions.get(token);
  if (action === undefined || action.expiresAt < parts.clock.now() || action.room !== caller.room)
    throw new BotError('expired-action', 'no such action here', { field: 'token' });
  // A reply's own actions are for the room's admins too; what was made for one person alone is not.
  const isTheirs = action.owner === undefined || action.owner === caller.person || (action.message !== undefined && caller.isRoomAdmin);
  if (!isTheirs) throw await notYours(parts, action);
  return action;
}

/** Says whose it is, where they told what to call them or asked for it by a message; a person's id is no name. */
async function notYours({ reader, store }: TurnTools['parts'], { call, owner = '', room, message }: StoredAction): Promise<BotError> {
  const own = (await reader.resolve({ person: owner, room })).get('name');
  const reply = message === undefined ? undefined : await store.history.message(message);
  const author = reply?.parent === undefined ? undefined : (await store.history.message(reply.parent))?.author;
  const asked = author?.kind === 'participant' && (await store.rooms.person(author.id))?.id === owner ? author.name : '';
  const name = literal(own === '' ? asked : own);
  const details = { field: call.command };
  if (name === '') return new BotError('not-yours', 'made for somebody else', details);
  return new BotError('not-yours', 'made for somebody else', {
    ...details,
    advice: { en: `This panel belongs to ${name}. Yours: /${call.command}`, de: `Das hier gehört ${name}. Deins: /${call.command}` },
  });
}

type Show = (answer: Answer, isLast: boolean) => Promise<void>;

function createShow(
  tools: TurnTools,
  turn: Turn,
  { caller, call }: { readonly caller: Caller; readonly call: Pick<Call, 'command'> },
): Show {
  const { parts } = tools;
  const lookup = parts.commands.lookup(call.command);
  const isPrivate = lookup.found === 'command' && lookup.named.command.visible === 'asker';
  const to = tools.causeOf(turn);
  return async (answer, isLast) => {
    if (answer.kind === 'form') return showForm(tools, turn, { form: answer.form, caller });
    const actions = answer.kind === 'text' || answer.kind === 'panel' ? (answer.actions ?? []) : [];
    const made = showActions(parts.clock, actions, { room: turn.event.room, person: caller.person });
    const message: OutgoingAnswer = {
      kind: 'answer',
      to,
      answer: withoutActions(answer),
      last: isLast,
      actions: made.shown,
      ...(isPrivate ? { isPrivate } : {}),
    };
    // With the last one its turn is done, in one commit: run again after a crash it would answer twice.
    const done = isLast
      ? ([
          { write: 'turn', id: turn.id, state: 'delivered' },
          { write: 'blankCall', turn: turn.id },
        ] as const)
      : [];
    await tools.show(turn, message, [...made.writes, ...done]);
  };
}

/** The calls behind actions stay in the store: outside, only tokens are seen. */
function withoutActions(answer: Answer): Answer {
  if (answer.kind === 'panel') return { ...answer, actions: [] };
  if (answer.kind !== 'text') return answer;
  const { kind, body, files } = answer;
  return { kind, body, ...(files === undefined ? {} : { files }) };
}

async function showForm(tools: TurnTools, turn: Turn, { form, caller }: { readonly form: Form; readonly caller: Caller }): Promise<void> {
  const { parts } = tools;
  const platform = tools.platform(turn);
  await parts.store.commit([
    {
      write: 'action',
      token: form.id,
      call: form.submit,
      owner: caller.person,
      room: turn.event.room,
      message: undefined,
      expiresAt: parts.clock.now() + formLifeMs,
    },
  ]);
  if (platform.presentForm === undefined) return openWizard(tools, turn, { form, language: caller.language });
  await platform.presentForm(tools.target(turn), form, { to: tools.causeOf(turn), key: form.id });
}
