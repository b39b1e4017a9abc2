import { type Comparison, listChanges } from './changes.ts';
import { editTexts } from './edit-texts.ts';
import { type Editing, stepAction } from './editing.ts';
import { greetingInVoice } from './in-voice.ts';
import type { Preview } from './with-sample.ts';

/** Unsaved changes as people read them: old → new, then the greeting as it would sound. */
export async function previewAnswer(editing: Editing, comparison: Comparison): Promise<Preview> {
  const { entry, call, needs } = editing;
  const { caller } = call;
  const greeting = await greetingInVoice(comparison.after, 'first', { caller, needs });
  const changes = listChanges(comparison, caller.language, needs.tell);
  const answer = {
    kind: 'text',
    body: [needs.tell(editTexts['not-saved'], { name: entry.name }), ...changes, ...(greeting === undefined ? [] : ['', greeting])].join(
      '\n',
    ),
    actions: [
      stepAction(entry.id, 'save', { label: editTexts['action-save'], icon: 'save', needs }),
      stepAction(entry.id, 'discard', { label: editTexts['action-discard'], icon: 'no', needs }),
      stepAction(entry.id, 'draft', { label: editTexts['action-again'], icon: 'edit', needs }),
    ],
  } as const;
  return { answer, body: comparison.after };
}
