import { foldWords } from '../../memory/fold-words.ts';
import { answering } from '../answering.ts';
import { textOf } from '../call.ts';
import type { Command } from '../command.ts';
import { dated } from './lines.ts';
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
    const query = textOf(call, 'query') ?? '';
    const hits = await memory.search(caller, query, id);
    const words = foldWords(query);
    // What was kept for good is private; where others read along it is not looked through.
    const facts = caller.roomKind === 'dm' ? await memory.facts(caller, id) : [];
    const kept = facts.filter(({ text }) => words.length > 0 && words.every((word) => foldWords(text).includes(word)));
    const line = await dated(needs, caller);
    const lines = [
      ...kept.map(({ at, text }) => line(at, text)),
      ...hits.map(({ message: { at, text, author } }) =>
        line(at, author.kind === 'participant' && author.name !== '' ? `${author.name}: ${text}` : text),
      ),
    ];
    yield {
      kind: 'text',
      body:
        lines.length === 0
          ? tell(memoryTexts['found-nothing'], {})
          : [tell(memoryTexts.found, { count: lines.length }), ...lines].join('\n'),
    };
  },
};
