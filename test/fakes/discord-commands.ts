import type { Command } from '../../src/core/commands/command.ts';
import type { NamedCommand } from '../../src/core/commands/command-book.ts';
import type { Option } from '../../src/core/commands/option.ts';

const text = (words: string) => ({ en: words, de: `${words} (de)` });
const option = (name: Option['name'], more: Partial<Option> = {}): Option => ({ name, kind: 'word', summary: text(name), ...more });
function named(path: string, more: Partial<Command> = {}): NamedCommand {
  const command: Command = {
    name: path.split(' ').at(-1) ?? path,
    summary: text(path),
    examples: [],
    options: [],
    access: 'anyone',
    lane: 'control',
    visible: 'asker',
    async *run() {
      yield { kind: 'text', body: '' };
    },
    ...more,
  };
  return { path, command };
}

/** A command of each kind that Discord shows in a way of its own. */
export const discordCommands: readonly NamedCommand[] = [
  named('help', { options: [option('name')] }),
  named('chat say', {
    visible: 'room',
    menu: 'message',
    menuLabel: { en: 'Ask Mia', de: 'Mia fragen' },
    options: [option('text', { kind: 'text', required: true })],
  }),
  named('personality create', { opens: 'form' }),
  named('personality edit', { opens: 'form', options: [option('name', { completes: true })] }),
  named('personality import', { options: [option('file', { kind: 'file' })] }),
];
