import { answering } from '../answering.ts';
import { textOf } from '../call.ts';
import type { CommandPart } from '../command.ts';
import type { NamedCommand } from '../command-book.ts';
import type { Tell } from '../command-needs.ts';
import { reaches } from '../may-call.ts';
import { usageOf } from '../read-arguments.ts';
import { unknownCommand } from '../unknown-command.ts';
import { helpTexts } from './texts.ts';

export default {
  summary: { en: 'What you can do here.', de: 'Was du hier tun kannst.' },
  examples: ['help', 'help personality', 'help chat branch'],
  options: [{ name: 'name', kind: 'text', summary: { en: 'of one command', de: 'eines Befehls' }, maxLength: 100, completes: true }],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { commands, tell } = needs;
    const { caller } = call;
    const named = textOf(call, 'name')?.replace(/^\//, '').toLowerCase();
    if (named !== undefined) {
      const found = commands.all.filter(({ path }) => path === named || path.startsWith(`${named} `));
      if (found.length === 0)
        throw unknownCommand(named, [...commands.entries.map(({ name }) => name), ...commands.all.map(({ path }) => path)], 'name');
      const [only, second] = found;
      const body =
        only !== undefined && second === undefined
          ? explain(only, tell)
          : found.map(({ path, command }) => `/${path} · ${tell(command.summary, {})}`).join('\n');
      yield { kind: 'text', body };
      return;
    }
    const { name } = await answering(needs, caller);
    const mine = commands.entries.filter(({ group, command }) =>
      [...(group?.subcommands ?? []), ...(command === undefined ? [] : [command])].some(({ access }) => reaches(caller, access)),
    );
    const lines = mine.map((entry) => {
      const subs = (entry.group?.subcommands ?? []).filter(({ access }) => reaches(caller, access)).map((sub) => sub.name);
      return `/${[entry.name, subs.join('|')].join(' ').trim()} · ${tell(entry.summary, {})}`;
    });
    yield { kind: 'text', body: [tell(helpTexts[caller.roomKind], { name }), ...lines, tell(helpTexts.more, {})].join('\n') };
  },
  async complete({ typed, caller }, { commands, tell }) {
    const begun = typed.replace(/^\//, '').toLowerCase();
    return commands.all
      .filter(({ path, command }) => path.startsWith(begun) && reaches(caller, command.access))
      .map(({ path, command }) => ({ value: path, label: tell(command.summary, {}) }));
  },
} satisfies CommandPart;

function explain(named: NamedCommand, tell: Tell): string {
  const { path, command } = named;
  return [
    `/${path} · ${tell(command.summary, {})}`,
    ...(command.details === undefined ? [] : [tell(command.details, {})]),
    ...(command.access === 'anyone' ? [] : [tell(helpTexts[command.access], {})]),
    tell(helpTexts.usage, { usage: usageOf(named) }),
    ...(command.options.length === 0 ? [] : [tell(helpTexts.options, {})]),
    ...command.options.map(({ name, required, summary, choices }) => {
      const values = choices === undefined ? '' : ` (${choices.map(({ value }) => value).join(', ')})`;
      return tell(helpTexts.option, { name, required: required === true ? 'yes' : 'no', summary: `${tell(summary, {})}${values}` });
    }),
    ...(command.examples.length === 0 ? [] : [tell(helpTexts.examples, {})]),
    ...command.examples.map((example) => `  /${example}`),
  ].join('\n');
}
