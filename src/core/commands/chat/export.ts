import type { Message } from '../../ports/store.ts';
import { textOf } from '../call.ts';
import type { Command } from '../command.ts';
import { chatTexts } from './texts.ts';

/** So many messages go into one file. */
const mostMessages = 10_000;

export const exportChat: Command = {
  name: 'export',
  summary: { en: 'Take this conversation away as a file.', de: 'Nimm dieses Gespräch als Datei mit.' },
  examples: ['chat export', 'chat export json'],
  options: [
    {
      name: 'value',
      kind: 'choice',
      summary: { en: 'for reading, or for other programs', de: 'zum Lesen oder für andere Programme' },
      choices: [
        { value: 'text', label: { en: 'for reading', de: 'zum Lesen' } },
        { value: 'json', label: { en: 'a JSON line per message', de: 'eine JSON-Zeile je Nachricht' } },
      ],
    },
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, { talk, library, tell }) {
    const path = (await talk.path(call, mostMessages)).filter(({ forgotten }) => !forgotten);
    const names = new Map<string, string>();
    for (const { author } of path) {
      if (author.kind === 'personality' && !names.has(author.id)) names.set(author.id, (await library.entry(author.id))?.name ?? author.id);
    }
    const nameOf = ({ author }: Message): string => (author.kind === 'personality' ? (names.get(author.id) ?? author.id) : author.name);
    const isJson = textOf(call, 'value') === 'json';
    const text = isJson
      ? path.map((message) => toJsonLine(message, nameOf(message))).join('')
      : path.map((message) => toText(message, nameOf(message))).join('\n');
    yield {
      kind: 'text',
      body: tell(chatTexts.exported, { length: path.length }),
      files: [
        isJson ? { name: 'conversation.jsonl', mime: 'application/jsonl', text } : { name: 'conversation.txt', mime: 'text/plain', text },
      ],
    };
  },
};

function toText({ text, at }: Message, name: string): string {
  return `[${new Date(at).toISOString()}] ${name}: ${text}\n`;
}

function toJsonLine({ text, at, author, variant }: Message, name: string): string {
  return `${JSON.stringify({ at: new Date(at).toISOString(), role: author.kind === 'personality' ? 'assistant' : 'user', name, text, variant })}\n`;
}
