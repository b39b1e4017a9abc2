import type { Command } from '../command.ts';
import { completeName } from './complete-name.ts';
import { fileTexts } from './file-texts.ts';
import { lastOptionName } from './option-name.ts';
import { pickPersonality } from './pick-personality.ts';

export const exportFile: Command = {
  name: 'export',
  summary: fileTexts.export,
  details: fileTexts['export-details'],
  examples: ['personality export juno'],
  options: [lastOptionName],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const picked = await pickPersonality(call, needs);
    if ('answer' in picked) {
      yield picked.answer;
      return;
    }
    const { id, name } = picked.entry;
    const { name: file, xml } = await needs.studio.exportXml(call.caller, id);
    yield {
      kind: 'text',
      body: needs.tell(fileTexts.exported, { name, file }),
      files: [{ name: file, mime: 'application/xml', text: xml }],
    };
  },
  complete: (completing, needs) => completeName(completing, needs),
};
