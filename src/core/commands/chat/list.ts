import type { Command } from '../command.ts';
import { conversationsHere, entryLine } from './conversations.ts';
import { chatTexts } from './texts.ts';

export const list: Command = {
  name: 'list',
  summary: { en: 'The conversations held here, with dates.', de: 'Die Gespräche, die es hier gab, mit Datum.' },
  examples: ['chat list'],
  options: [],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const entries = await conversationsHere(call, needs);
    const lines = await Promise.all(entries.map((entry, index) => entryLine(needs, call, { entry, number: index + 1 })));
    const body =
      lines.length === 0 ? needs.tell(chatTexts['no-conversations'], {}) : [needs.tell(chatTexts.conversations, {}), ...lines].join('\n');
    yield { kind: 'text', body };
  },
};
