import type { Field, Form } from '../answers/form.ts';
import type { Json } from '../answers/json.ts';
import { readWizardLine, renderField, renderForm } from '../answers/wizard.ts';
import { findCaller } from '../commands/caller.ts';
import type { Turn } from '../ports/store.ts';
import type { TurnTools } from '../turns/turn-tools.ts';
import { createTell } from './create-needs.ts';
import type { Lanes } from './lanes.ts';
import { findAction, runArrival } from './run-command.ts';
import { keepForm, openForm } from './wizard-state.ts';

/** One line into an open form: a value, a look at one, the end. False: the turn goes on in the talk lane. */
export async function runWizardLine(tools: TurnTools, lanes: Lanes, turn: Turn): Promise<boolean> {
  const { parts } = tools;
  if (turn.body.kind !== 'wizardLine') return true;
  const form = await openForm(parts, turn.event);
  const step = form === undefined ? undefined : readWizardLine(form, turn.body.text);
  if (form === undefined || step === undefined) return true;
  const caller = await findCaller(parts, turn.event);
  const tell = createTell(parts, caller.language);
  const say = (body: string, kept: Form | undefined): Promise<string> =>
    tools.show(turn, { kind: 'answer', to: tools.causeOf(turn), answer: { kind: 'text', body }, last: true, actions: [] }, [
      keepForm(turn.event, kept),
    ]);
  const submit = async (now: Form, isPartial: boolean): Promise<boolean> => {
    const { call } = await findAction(tools, now.id, caller);
    const arrival = { caller, turn: turn.id, call, form: { values: valuesOf(now), revision: now.revision, isPartial } };
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
    case 'save':
      await parts.store.commit([keepForm(turn.event, undefined)]);
      return submit(form, false);
  }
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
