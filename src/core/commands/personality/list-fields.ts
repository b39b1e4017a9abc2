import type { EditableField } from './editable-field.ts';
import { typedText } from './editable-field.ts';
import { printExamples, readExamples } from './examples-as-text.ts';
import { printLanguageLines, printLines, readLanguageLines, readLines } from './lines-as-text.ts';
import { texts } from './texts.ts';

/** The longest list as one text: room for all, small enough for a form. */
const longestList = 40_000;

/** What it knows well, a line each. */
export const knowledgeField: EditableField = {
  id: 'knowledge',
  label: texts['field-knowledge'],
  help: texts['help-knowledge'],
  kind: 'text',
  part: 'knowledge',
  maxLength: longestList,
  read: ({ knowledge }) => printLines(knowledge),
  write: (body, value) => ({ ...body, knowledge: [...readLines(typedText(value))] }),
};

/** What it does not do, a line each; lines in another language than the first say so in front. */
export const boundariesField: EditableField = {
  id: 'boundaries',
  label: texts['field-boundaries'],
  help: texts['help-boundaries'],
  kind: 'text',
  part: 'boundaries',
  maxLength: longestList,
  read: ({ boundaries }, language) => printLanguageLines(boundaries, boundaries[0]?.language ?? language),
  write: (body, value, language) => ({
    ...body,
    boundaries: [...readLanguageLines(typedText(value), body.boundaries[0]?.language ?? language)],
  }),
};

/** Talk in voice, as a script. */
export const examplesField: EditableField = {
  id: 'examples',
  label: texts['field-examples'],
  help: texts['help-examples'],
  kind: 'text',
  part: 'examples',
  maxLength: longestList,
  read: ({ examples }, language) => printExamples(examples, examples[0]?.language ?? language),
  write: (body, value, language) => ({
    ...body,
    examples: [...readExamples(typedText(value), { usual: body.examples[0]?.language ?? language, name: body.name })],
  }),
};
