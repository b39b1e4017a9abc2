import type { Answer } from '../../answers/answer.ts';
import type { Editing } from './editing.ts';
import { sections } from './fields.ts';
import type { FormReading } from './read-form.ts';
import { studioForm } from './studio-form.ts';
import type { Work } from './work-on.ts';

/** The form over a body, with faults where there are some. */
export function formAnswer(
  { entry, call, needs }: Editing,
  { held, body }: Work,
  { title, reading }: { readonly title: string; readonly reading?: Pick<FormReading, 'faults' | 'typed'> },
): Answer {
  const form = studioForm(
    {
      title,
      revision: held.revision,
      sections,
      body,
      submit: { command: 'personality edit', args: { name: entry.id } },
      again: `personality edit ${/\s/.test(entry.name) ? `"${entry.name}"` : entry.name}`,
      language: call.caller.language,
      ...(reading === undefined ? {} : { faults: reading.faults, typed: reading.typed }),
    },
    needs,
  );
  return { kind: 'form', form };
}
