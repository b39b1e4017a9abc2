import type { Answer } from '../../answers/answer.ts';
import { BotError } from '../../errors.ts';
import { finished } from '../../texts/finished.ts';
import { isSame } from './changes.ts';
import { editTexts } from './edit-texts.ts';
import type { Editing } from './editing.ts';
import { bodyFaults } from './field-faults.ts';
import { formFields } from './fields.ts';
import { formAnswer } from './form-answer.ts';
import { greetingInVoice } from './in-voice.ts';
import { momentOfRevision } from './moment-of-revision.ts';
import { previewAnswer } from './preview-answer.ts';
import { savedAnswer } from './saved-answer.ts';
import type { Preview } from './with-sample.ts';
import { type Work, workOn } from './work-on.ts';

/** `edit NAME preview`. */
export async function previewDraft(editing: Editing): Promise<Answer | Preview> {
  const { entry, call, needs } = editing;
  const work = await workOn(entry, call.caller, needs);
  if (work.draft !== undefined) return previewAnswer(editing, { before: work.before, after: work.body });
  const greeting = await greetingInVoice(work.held, 'first', { caller: call.caller, needs });
  const text = greeting === undefined ? editTexts['nothing-to-save'] : editTexts['nothing-waits'];
  return { kind: 'text', body: [needs.tell(text, { name: entry.name }), ...(greeting === undefined ? [] : [greeting])].join('\n') };
}

/** `edit NAME save`: the draft becomes a revision, if it was made from the one that holds. */
export async function saveDraft(editing: Editing): Promise<Answer> {
  const { entry, call, needs } = editing;
  const viewer = call.caller;
  const work = await workOn(entry, call.caller, needs);
  const base = waiting(editing, work).base;
  if (base !== work.held.revision) throw await outrun(editing, work);
  const faults = bodyFaults(work.body, formFields);
  if (faults.size > 0) return formAnswer(editing, work, { title: entry.name, reading: { faults, typed: new Map() } });
  if (isSame(work.before, work.body)) {
    await needs.studio.dropDraft(viewer, entry.id);
    return { kind: 'text', body: needs.tell(editTexts['nothing-changed'], { name: entry.name, revision: base }) };
  }
  const saved = await needs.studio.save(viewer, entry.id, { base, body: work.body });
  return savedAnswer(editing, saved, { before: work.before, after: work.body });
}

/** `edit NAME discard`. */
export async function discardDraft(editing: Editing): Promise<Answer> {
  const { entry, call, needs } = editing;
  const work = await workOn(entry, call.caller, needs);
  waiting(editing, work);
  await needs.studio.dropDraft(call.caller, entry.id);
  return { kind: 'text', body: needs.tell(editTexts.discarded, { name: entry.name, revision: work.held.revision }) };
}

/** The draft that waits. Throws `nothing-to-do` when there is none. */
function waiting({ entry }: Editing, { draft }: Work): NonNullable<Work['draft']> {
  if (draft !== undefined) return draft;
  throw new BotError('nothing-to-do', 'no draft', { advice: finished(editTexts['nothing-to-save'], { name: entry.name }) });
}

async function outrun(editing: Editing, { held }: Work): Promise<BotError> {
  return new BotError('stale-form', 'saved meanwhile', {
    advice: finished(editTexts['stale-draft'], { name: held.name, when: await momentOfRevision(editing, held.revision) }),
  });
}
