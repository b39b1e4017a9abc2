import type { ShownAction } from '../../../core/answers/action.ts';
import type { Answer } from '../../../core/answers/answer.ts';
import { renderForm } from '../../../core/answers/wizard.ts';

/** An answer as text for people, without its files and actions; undefined where nothing is to be seen. */
export function renderAnswer(answer: Answer, language: string): string | undefined {
  switch (answer.kind) {
    case 'text':
      return answer.body;
    case 'panel':
      return [answer.title, ...answer.parts.flatMap(({ title, body }) => ['', ...(title === '' ? [] : [title]), body])].join('\n');
    case 'form':
      return renderForm(answer.form, language);
    case 'progress':
      return renderProgress(answer);
    case 'talk':
      return undefined;
  }
}

/** `[1] Retry   [2] Smaller model`; empty when there is nothing to press. */
export function renderActions(actions: readonly ShownAction[] = []): string {
  return actions.map(({ label }, at) => `[${at + 1}] ${label}`).join('   ');
}

/** A text with what can be pressed below it. */
export function withActions(text: string, actions: readonly ShownAction[] | undefined): string {
  return [text, renderActions(actions)].filter((part) => part !== '').join('\n');
}

function renderProgress({ note, done, of }: Extract<Answer, { readonly kind: 'progress' }>): string {
  if (done === undefined) return note;
  if (of === undefined) return `${note} · ${done}`;
  return `${note} · ${done}/${of}${of > 0 ? ` (${Math.min(100, Math.floor((done / of) * 100))} %)` : ''}`;
}
