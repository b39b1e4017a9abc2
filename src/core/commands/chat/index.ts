import type { Command } from '../command.ts';

export default {
  name: 'chat',
  summary: 'command-chat',
  subcommands: ['stop'],
  async *run(call, { stop, text }) {
    yield { kind: 'text', body: stop(call.room) ? text('stopped', {}) : text('nothing-to-stop', {}) };
  },
} satisfies Command;
