import type { Answer } from '../../answers/answer.ts';
import { BotError } from '../../errors.ts';
import { bodyOf } from '../../personalities/body-of.ts';
import { finished } from '../../texts/finished.ts';
import { momentsFor } from '../moments.ts';
import { isSame } from './changes.ts';
import { editTexts } from './edit-texts.ts';
import type { Editing } from './editing.ts';
import { formFields } from './fields.ts';
import { formAnswer } from './form-answer.ts';
import { momentOfRevision } from './moment-of-revision.ts';
import { portraitField } from './portrait-field.ts';
import { previewAnswer } from './preview-answer.ts';
import { type FormReading, readForm } from './read-form.ts';
import { receivePortrait } from './receive-portrait.ts';
import type { Preview } from './with-sample.ts';
import { type Work, workOn } from './work-on.ts';

/** The form with what holds now; changes that were not saved stand in it, and its title says so. */
export async function openForm(editing: Editing): Promise<Answer> {
  const { entry, call, needs } = editing;
  const work = await workOn(entry, call.caller, needs);
  const title =
    work.draft === undefined
      ? work.held.name
      : needs.tell(editTexts.resurfaced, { name: work.held.name, when: (await momentsFor(needs, call.caller))(work.draft.at) });
  return formAnswer(editing, work, { title });
}

/** A form that came back: kept as a draft in any case; whole and without faults it becomes a preview, never a revision by itself. */
export async function takeForm(editing: Editing): Promise<Answer | Preview> {
  const { entry, call, needs } = editing;
  const viewer = call.caller;
  const work = await workOn(entry, call.caller, needs);
  if (call.revision !== undefined && call.revision !== work.held.revision) throw await stale(editing, work, call.revision);
  const reading = await read(editing, work);
  const { name, revision } = work.held;
  const isDifferent = !isSame(work.before, reading.body);
  // A draft that is what holds would resurface as work that nobody did.
  if (isDifferent) await needs.studio.keepDraft(viewer, entry.id, { base: revision, body: reading.body, picture: reading.picture });
  else await needs.studio.dropDraft(viewer, entry.id);
  if (reading.faults.size > 0 && !call.isPartial) return formAnswer(editing, { ...work, body: reading.body }, { title: name, reading });
  if (!isDifferent) return { kind: 'text', body: needs.tell(editTexts['nothing-changed'], { name, revision }) };
  if (call.isPartial) return { kind: 'text', body: needs.tell(editTexts['kept-draft'], { name }) };
  return previewAnswer(editing, { before: work.before, after: reading.body });
}

async function read({ call, needs }: Editing, { body, before }: Pick<Work, 'body' | 'before'>): Promise<FormReading> {
  const { values = {}, caller } = call;
  const portrait = await receivePortrait({ value: values[portraitField.id], body, before, call }, needs);
  return readForm({ body, values, portrait, fields: formFields, language: caller.language, tell: needs.tell });
}

/** Somebody saved meanwhile: what was typed is kept on the revision it was typed for, unless newer unsaved work is there. */
async function stale(editing: Editing, { held, draft }: Work, revision: number): Promise<BotError> {
  const { entry, call, needs } = editing;
  const base = await needs.library.get(entry.id, revision);
  if (base !== undefined && base.revision === revision && (draft === undefined || draft.base <= revision)) {
    const { body, picture } = await read(editing, { body: bodyOf(base), before: bodyOf(base) });
    await needs.studio.keepDraft(call.caller, entry.id, { base: revision, body, picture });
  }
  return new BotError('stale-form', 'saved meanwhile', {
    advice: finished(editTexts.stale, { name: held.name, when: await momentOfRevision(editing, held.revision) }),
  });
}
