import type { Field, Form } from '../answers/form.ts';
import type { Json } from '../answers/json.ts';
import { readWizardLine, renderField, renderForm } from '../answers/wizard.ts';
import { wizardTexts as texts } from '../answers/wizard-texts.ts';
import { findCaller } from '../commands/caller.ts';
import type { Ref } from '../ids.ts';
import type { Turn } from '../ports/store.ts';
import type { TurnTools } from '../turns/turn-tools.ts';
import { createTell } from './create-needs.ts';
import type { Lanes } from './lanes.ts';
import { findAction, lostSecret, runArrival } from './run-command.ts';
import { takeAway } from './take-away.ts';
import { keepForm, openForm } from './wizard-state.ts';

/** One line into an open form: a value, a look at one, the end. False: the turn goes on in the talk lane. */
export async function runWizardLine(tools: TurnTools, lanes: Lanes, turn: Turn): Promise<boolean> {
  const { parts } = tools;
  const { body } = turn;
  if (body.kind !== 'wizardLine') return true;
  const line = body.isWithheld === true ? await takeSecret(tools, turn, body.ref) : body.text;
  const form = await openForm(parts, turn.event);
  const step = form === undefined ? undefined : readWizardLine(form, line);
  if (form === undefined || step === undefined) return true;
  const caller = await findCaller(parts, turn.event);
  const tell = createTell(parts, caller.language);
  const say = (body: string, kept: Form | undefined): Promise<string> =>
    tools.show(turn, { kind: 'answer', to: tools.causeOf(turn), answer: { kind: 'text', body }, last: true, actions: [] }, [
      keepForm(turn.event, kept),
    ]);
  const submit = async (now: Form, isPartial: boolean, secrets: Readonly<Record<string, Json>> = {}): Promise<boolean> => {
    const { call } = await findAction(tools, now.id, caller);
    const values = { ...valuesOf(now), ...secrets };
    const arrival = { caller, turn: turn.id, call, form: { values, revision: now.revision, isPartial } };
    return runArrival(tools, lanes, { turn, arrival, isSilent: isPartial });
  };
  switch (step.kind) {
    case 'show':
      await say(renderField(step.field, caller.language), form);
      return true;
    case 'fault':
      await say(tell(step.fault, {}), form);
      return true;
    case 'cancel':
      await say(tell('form-closed', {}), undefined);
      return true;
    case 'set': {
      const changed = withValue(form, step.field, step.value);
      await submit(changed, true);
      await say(renderForm(changed, caller.language), changed);
      return true;
    }
    case 'secret':
      await parts.store.commit([keepForm(turn.event, undefined)]);
      return submit(form, false, { [step.field.id]: step.value });
    case 'save':
      await parts.store.commit([keepForm(turn.event, undefined)]);
      return submit(form, false);
  }
}

/** A secret that was typed as a line: the line goes from the room where we may take it away; otherwise its writer is told. */
async function takeSecret(tools: TurnTools, turn: Turn, ref: Ref | undefined): Promise<string> {
  const platform = tools.platform(turn);
  const line = tools.parts.withheld.take(turn.id)?.['text'];
  const isTaken = await takeAway(tools, turn, ref);
  if (!isTaken && platform.facts.isLocal !== true) {
    const text = tools.parts.say(await tools.language(turn), texts['secret-left'], {});
    await tools.show(turn, { kind: 'notice', to: tools.causeOf(turn), text });
  }
  if (typeof line !== 'string') throw lostSecret();
  return line;
}

function withValue(form: Form, field: Field, value: Json): Form {
  const change = (one: Field): Field => {
    if (one.id !== field.id) return one;
    const { fault: _fault, ...rest } = one;
    return { ...rest, value };
  };
  return { ...form, sections: form.sections.map((section) => ({ ...section, fields: section.fields.map(change) })) };
}

function valuesOf({ sections }: Form): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    sections.flatMap(({ fields }) => fields.filter(({ kind }) => kind !== 'secret').map(({ id, value }) => [id, value ?? null])),
  );
}
