import type { Answer } from '../../answers/answer.ts';
import { BotError } from '../../errors.ts';
import { bodyOf } from '../../personalities/body-of.ts';
import type { LibraryEntry } from '../../personalities/library.ts';
import { finished } from '../../texts/finished.ts';
import { momentsFor } from '../moments.ts';
import { listChanges } from './changes.ts';
import { editTexts } from './edit-texts.ts';
import { type Editing, stepAction } from './editing.ts';
import { texts } from './texts.ts';

/** A screenful of revisions. */
const mostRevisions = 15;

/** `edit NAME undo`: the revision before holds again; the later one is kept. */
export async function undoEdit(editing: Editing): Promise<Answer> {
  const { entry, call, needs } = editing;
  if (entry.owner === undefined) throw nothing(entry, 'nothing-to-undo');
  const moved = await needs.studio.undo(call.caller, entry.id);
  if (moved === undefined) throw nothing(entry, 'nothing-to-undo');
  return movedAnswer(editing, moved, 'redo');
}

/** `edit NAME redo`. */
export async function redoEdit(editing: Editing): Promise<Answer> {
  const { entry, call, needs } = editing;
  if (entry.owner === undefined) throw nothing(entry, 'nothing-to-redo');
  const moved = await needs.studio.redo(call.caller, entry.id);
  if (moved === undefined) throw nothing(entry, 'nothing-to-redo');
  return movedAnswer(editing, moved, 'undo');
}

/** `edit NAME history`. */
export async function showHistory({ entry, call, needs }: Editing): Promise<Answer> {
  const { tell } = needs;
  if (entry.owner === undefined)
    return { kind: 'text', body: tell(editTexts['history-shipped'], { name: entry.name, revision: entry.revision }) };
  const moment = await momentsFor(needs, call.caller);
  const rows = await needs.studio.history(call.caller, entry.id);
  const lines = rows.slice(0, mostRevisions).map(({ revision, parent, at }) => {
    const line = tell(editTexts['history-line'], { revision, when: moment(at) });
    // Worth a word only where it is not the one right below.
    const from = parent === undefined || parent === revision - 1 ? [] : [tell(editTexts['history-from'], { parent })];
    return [line, ...from, ...(revision === entry.revision ? [tell(editTexts['holds-now'], {})] : [])].join(' · ');
  });
  const more = rows.length - lines.length;
  return {
    kind: 'text',
    body: [tell(editTexts.history, { name: entry.name }), ...lines, ...(more > 0 ? [tell(editTexts['history-more'], { more })] : [])].join(
      '\n',
    ),
  };
}

/** `edit NAME diff`: what the revision that holds changed. */
export async function showDiff({ entry, call, needs }: Editing): Promise<Answer> {
  const { tell } = needs;
  const row = entry.owner === undefined ? undefined : await needs.store.personalities.revision(entry.id, entry.revision);
  const parent = row?.parent;
  const [before, after] = await Promise.all([
    parent === undefined ? undefined : needs.library.get(entry.id, parent),
    needs.library.get(entry.id, entry.revision),
  ]);
  if (before === undefined || after === undefined)
    return { kind: 'text', body: tell(editTexts['no-diff'], { name: entry.name, revision: entry.revision }) };
  const changes = listChanges({ before: bodyOf(before), after: bodyOf(after) }, call.caller.language, tell);
  return {
    kind: 'text',
    body: [tell(editTexts.diff, { name: entry.name, from: before.revision, to: after.revision }), ...changes].join('\n'),
    actions: [stepAction(entry.id, 'undo', { label: texts['action-undo'], icon: 'undo', needs })],
  };
}

async function movedAnswer({ entry, call, needs }: Editing, moved: LibraryEntry, back: 'undo' | 'redo'): Promise<Answer> {
  const [before, after] = await Promise.all([needs.library.get(entry.id, entry.revision), needs.library.get(moved.id, moved.revision)]);
  const changes =
    before === undefined || after === undefined
      ? []
      : listChanges({ before: bodyOf(before), after: bodyOf(after) }, call.caller.language, needs.tell);
  const label = back === 'undo' ? texts['action-undo'] : texts['action-redo'];
  return {
    kind: 'text',
    body: [needs.tell(editTexts['moved-to'], { name: moved.name, revision: moved.revision }), ...changes].join('\n'),
    actions: [stepAction(moved.id, back, { label, icon: back, needs })],
  };
}

function nothing({ name }: LibraryEntry, text: 'nothing-to-undo' | 'nothing-to-redo'): BotError {
  return new BotError('nothing-to-do', 'no such revision', { advice: finished(editTexts[text], { name }) });
}
