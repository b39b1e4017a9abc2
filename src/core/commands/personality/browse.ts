import { foldName } from '../../personalities/fold-name.ts';
import { answering } from '../answering.ts';
import { textOf } from '../call.ts';
import type { Command } from '../command.ts';
import { entryLine } from './entry-line.ts';
import { talkTexts } from './talk-texts.ts';
import { texts } from './texts.ts';

/** A screenful. */
const mostLines = 20;

export const browse: Command = {
  name: 'browse',
  summary: talkTexts.browse,
  details: talkTexts['browse-details'],
  examples: ['personality browse', 'personality browse coach'],
  options: [{ name: 'query', kind: 'text', summary: talkTexts['option-query'], maxLength: 100 }],
  access: 'anyone',
  lane: 'control',
  visible: 'room',
  async *run(call, needs) {
    const { library, tell } = needs;
    const query = textOf(call, 'query') ?? '';
    const [visible, { id: here }] = await Promise.all([library.visibleTo(call.caller), answering(needs, call.caller)]);
    const word = foldName(query);
    const fitting = visible.filter(({ name, tagline }) => foldName(`${name} ${tagline}`).includes(word));
    if (fitting.length === 0) {
      yield { kind: 'text', body: tell(talkTexts['nobody-fits'], { query }) };
      return;
    }
    const lines = fitting.slice(0, mostLines).map((entry) => {
      const line = entryLine(entry, call.caller, tell);
      return entry.id === here ? `${line} · ${tell(texts['answers-here'], {})}` : line;
    });
    const more = fitting.length - lines.length;
    const end = more > 0 ? tell(talkTexts['browse-more'], { more }) : tell(talkTexts['browse-end'], {});
    yield { kind: 'text', body: [...lines, end].join('\n') };
  },
};
