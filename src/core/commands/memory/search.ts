import { textOf } from '../call.ts';
import type { Command } from '../command.ts';
import { answering, dated } from './lines.ts';
import { memoryTexts } from './texts.ts';

export const search: Command = {
  name: 'search',
  summary: {
    en: 'Find something said before. Only what you are allowed to see.',
    de: 'Finde etwas, das schon gesagt wurde. Nur, was du sehen darfst.',
  },
  examples: ['memory search vacuum cleaner'],
  options: [{ name: 'query', kind: 'text', required: true, summary: { en: 'words of it', de: 'Worte daraus' }, maxLength: 400 }],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { memory, tell } = needs;
    const { caller } = call;
    const { id } = await answering(needs, caller);
    const hits = await memory.search(caller, textOf(call, 'query') ?? '', id);
    const line = await dated(needs, caller);
    const lines = hits.map(({ message: { at, text, author } }) =>
      line(at, author.kind === 'participant' && author.name !== '' ? `${author.name}: ${text}` : text),
    );
    yield {
      kind: 'text',
      body:
        hits.length === 0 ? tell(memoryTexts['found-nothing'], {}) : [tell(memoryTexts.found, { count: hits.length }), ...lines].join('\n'),
    };
  },
};
