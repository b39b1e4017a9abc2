import type { Answer } from '../../answers/answer.ts';
import type { LibraryEntry } from '../../personalities/library.ts';
import { answering } from '../answering.ts';
import { type Comparison, listChanges } from './changes.ts';
import { editTexts } from './edit-texts.ts';
import { type Editing, stepAction } from './editing.ts';
import { texts } from './texts.ts';

/** A change that holds: what is different now, and how to take it back. A new copy does not answer here until somebody wants that. */
export async function savedAnswer({ entry, call, needs }: Editing, saved: LibraryEntry, comparison: Comparison): Promise<Answer> {
  const { tell } = needs;
  const isCopy = saved.id !== entry.id;
  const undo = stepAction(saved.id, 'undo', { label: texts['action-undo'], icon: 'undo', needs });
  const isHere = (await answering(needs, call.caller)).id === saved.id;
  const label = tell(texts['action-use-here'], {});
  return {
    kind: 'text',
    body: [
      tell(editTexts.saved, { name: saved.name, revision: saved.revision }),
      ...(isCopy ? [tell(editTexts.forked, { name: entry.name })] : []),
      ...listChanges(comparison, call.caller.language, tell),
    ].join('\n'),
    actions: isHere ? [undo] : [undo, { label, icon: 'yes', press: { command: 'personality use', args: { name: saved.id } }, by: 'asker' }],
  };
}
