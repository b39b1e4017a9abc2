import type { Command } from '../command.ts';

export default {
  name: 'help',
  summary: 'command-help',
  subcommands: [],
  async *run(_call, { commands, text }) {
    const lines = commands.map(
      ({ name, summary, subcommands }) => `/${[name, subcommands.join('|')].join(' ').trim()} · ${text(summary, {})}`,
    );
    yield { kind: 'text', body: [text('help', {}), ...lines].join('\n') };
  },
} satisfies Command;
