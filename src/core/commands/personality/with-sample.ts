import type { Answer } from '../../answers/answer.ts';
import { toBotError } from '../../errors.ts';
import { checkedBody } from '../../personalities/checked-body.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import { editTexts } from './edit-texts.ts';
import type { Editing } from './editing.ts';

/** So often what has been written so far is handed over. */
const everyMs = 1_200;

/** Unsaved changes, and who they would make: shown with an answer in the new voice. */
export interface Preview {
  readonly answer: Answer & { readonly kind: 'text' };
  readonly body: PersonalityBody;
}

export const isPreview = (result: Answer | Preview): result is Preview => 'body' in result && 'answer' in result;

/** The preview at once, then below it a sample answer as it is written; what can be done with the draft stands under the last. */
export async function* withSample({ call, needs, entry }: Editing, { answer, body }: Preview): AsyncIterable<Answer> {
  const { tell, talk, clock } = needs;
  const question = tell(editTexts['sample-question'], {});
  const shown = (sample: string): Answer & { readonly kind: 'text' } => ({
    kind: 'text',
    body: [answer.body, '', tell(editTexts.sample, { question }), sample].join('\n'),
    actions: answer.actions ?? [],
  });
  let text = '';
  let at = clock.now();
  try {
    const samples = await talk.sample(call, checkedBody(body, entry.id, entry.revision), question);
    // Each is shown when the next one comes: twice, so that the preview does not wait for the first word.
    if (samples !== undefined) yield* [answer, answer];
    for await (const sofar of samples ?? []) {
      text = sofar;
      if (clock.now() - at < everyMs) continue;
      at = clock.now();
      yield shown(text);
    }
  } catch (thrown) {
    // Without a model, or with one that fails, the preview is what it was.
    if (toBotError(thrown).code === 'bug') throw thrown;
  }
  yield text === '' ? answer : shown(text);
}
