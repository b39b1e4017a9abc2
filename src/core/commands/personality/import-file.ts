import { isPictureText } from '../../answers/file-text.ts';
import { BotError } from '../../errors.ts';
import { type Call, textOf } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { stepAction } from './editing.ts';
import { fileTexts } from './file-texts.ts';
import { ratings } from './ratings.ts';
import { texts } from './texts.ts';

/** More than any file that is read: what is too large is refused by its reader, which knows why. */
const largest = 4_000_000;

export const importFile: Command = {
  name: 'import',
  summary: fileTexts.import,
  details: fileTexts['import-details'],
  examples: ['personality import vesper.xml'],
  options: [
    { name: 'file', kind: 'file', summary: fileTexts['option-file'], maxLength: largest },
    { name: 'text', kind: 'text', summary: fileTexts['option-xml'], maxLength: largest },
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { tell } = needs;
    const { xml, name: file } = await contentOf(call, needs);
    const { entry, isUpdate } = await needs.studio.importXml(call.caller, xml, file);
    const { id, name, revision } = entry;
    const use = {
      label: tell(texts['action-use-here'], {}),
      icon: 'yes',
      press: { command: 'personality use', args: { name: id } },
      by: 'asker',
    } as const;
    const show = {
      label: tell(texts['action-show'], {}),
      icon: 'show',
      press: { command: 'personality show', args: { name: id } },
      by: 'asker',
    } as const;
    yield isUpdate
      ? {
          kind: 'text',
          body: tell(fileTexts.updated, { name, revision }),
          actions: [show, stepAction(id, 'undo', { label: texts['action-undo'], icon: 'undo', needs })],
        }
      : { kind: 'text', body: tell(fileTexts.imported, { name, revision, rating: tell(ratings[entry.rating], {}) }), actions: [use, show] };
  },
};

/** What was sent. A name alone is a file only where the operator sits at the machine; a picture is told apart by its reader. */
async function contentOf(call: Call, { host }: CommandNeeds): Promise<{ readonly xml: string; readonly name: string }> {
  const content = textOf(call, 'file') ?? textOf(call, 'text');
  if (content === undefined) throw new BotError('invalid-option', 'no file', { field: 'file', advice: fileTexts['no-file'] });
  const isXml = /[<\n\r]/.test(content) || isPictureText(content);
  const file = isXml ? undefined : await host.personalityFile?.(call.caller.participant, content);
  if (file !== undefined) return file;
  if (!isXml) throw new BotError('invalid-personality', 'not a file', { field: 'file', advice: fileTexts['not-xml'] });
  return { xml: content, name: 'XML' };
}
