import type { Answer } from '../../answers/answer.ts';
import type { Choice } from '../../answers/choice.ts';
import { textOf } from '../call.ts';
import type { Command, Completing } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { completeName } from './complete-name.ts';
import { discardDraft, previewDraft, saveDraft } from './edit-draft.ts';
import { openForm, takeForm } from './edit-form.ts';
import { redoEdit, showDiff, showHistory, undoEdit } from './edit-revisions.ts';
import { editTexts } from './edit-texts.ts';
import type { Editing } from './editing.ts';
import { optionName } from './option-name.ts';
import { pickEditable } from './pick-editable.ts';
import { isPreview, type Preview, withSample } from './with-sample.ts';

interface Step {
  readonly label: (typeof editTexts)[`step-${string}` & keyof typeof editTexts];
  readonly run: (editing: Editing) => Promise<Answer | Preview>;
}

/** What `edit NAME value` can do besides opening the form. */
const steps: Readonly<Record<string, Step>> = {
  undo: { label: editTexts['step-undo'], run: undoEdit },
  redo: { label: editTexts['step-redo'], run: redoEdit },
  save: { label: editTexts['step-save'], run: saveDraft },
  discard: { label: editTexts['step-discard'], run: discardDraft },
  preview: { label: editTexts['step-preview'], run: previewDraft },
  history: { label: editTexts['step-history'], run: showHistory },
  diff: { label: editTexts['step-diff'], run: showDiff },
  draft: { label: editTexts['step-draft'], run: openForm },
};

export const edit: Command = {
  name: 'edit',
  summary: editTexts.edit,
  details: editTexts['edit-details'],
  examples: ['personality edit juno', 'personality edit juno undo', 'personality edit "Old Marrow" history'],
  options: [
    { ...optionName, required: false },
    {
      name: 'value',
      kind: 'choice',
      summary: editTexts['option-step'],
      choices: Object.entries(steps).map(([value, { label }]) => ({ value, label })),
      completes: true,
    },
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  opens: 'form',
  async *run(call, needs) {
    const picked = await pickEditable(call, needs);
    if ('answer' in picked) {
      yield picked.answer;
      return;
    }
    const editing = { entry: picked.entry, call, needs };
    const step = steps[textOf(call, 'value') ?? 'draft'];
    const result = call.values === undefined ? await (step?.run ?? openForm)(editing) : await takeForm(editing);
    if (isPreview(result)) yield* withSample(editing, result);
    else yield result;
  },
  complete,
};

async function complete(completing: Completing, needs: CommandNeeds): Promise<readonly Choice[]> {
  if (completing.option === 'name') return completeName(completing, needs);
  return Object.entries(steps)
    .filter(([value]) => value.startsWith(completing.typed.toLowerCase()))
    .map(([value, { label }]) => ({ value, label: needs.tell(label, {}) }));
}
