import { type Choice, mostChoices } from '../answers/choice.ts';
import type { Json } from '../answers/json.ts';
import { createNeeds } from '../events/create-needs.ts';
import type { Lanes } from '../events/lanes.ts';
import type { Complete, Typing } from '../ports/platform.ts';
import type { Turn } from '../ports/store.ts';
import type { EngineParts } from '../turns/engine-parts.ts';
import type { TurnTools } from '../turns/turn-tools.ts';
import type { Caller } from './call.ts';
import { findCaller } from './caller.ts';
import type { NamedCommand } from './command-book.ts';
import type { Tell } from './command-needs.ts';
import { reaches } from './may-call.ts';
import type { Option } from './option.ts';
import { readWords } from './read-words.ts';

/** Suggestions while somebody types: a command's name, then the values of its options. From the store alone; a failure suggests nothing. */
export function createCompletion(tools: TurnTools, lanes: Lanes): Complete {
  const { parts } = tools;
  return async (typing) => {
    try {
      return await choicesFor(typing);
    } catch {
      return [];
    }
  };

  async function choicesFor(typing: Typing): Promise<readonly Choice[]> {
    const account = parts.platforms.find(({ name }) => typing.room.startsWith(`${name}:`))?.account ?? '';
    const caller = await findCaller(parts, { ...typing, account, name: '' });
    const needs = createNeeds(tools, lanes, { caller, turn: noTurn });
    const suggest = async (named: NamedCommand, value: ValueTyped): Promise<readonly Choice[]> => {
      const option = named.command.options.find(({ name }) => name === value.option);
      if (option === undefined) return [];
      const fixed = fixedChoices(option, value.typed, needs.tell);
      if (fixed !== undefined || named.command.complete === undefined) return fixed ?? [];
      return (await named.command.complete({ ...value, caller }, needs)).slice(0, mostChoices);
    };
    if ('line' in typing) return completeLine(parts, { line: typing.line.replace(/^\//, ''), caller, tell: needs.tell, suggest });
    const lookup = parts.commands.lookup(typing.command);
    return lookup.found === 'command' ? suggest(lookup.named, typing) : [];
  }
}

interface ValueTyped {
  readonly option: string;
  readonly typed: string;
  readonly args: Readonly<Record<string, Json>>;
}

interface LineTyped {
  readonly line: string;
  readonly caller: Caller;
  readonly tell: Tell;
  suggest(named: NamedCommand, value: ValueTyped): Promise<readonly Choice[]>;
}

async function completeLine(parts: EngineParts, { line, caller, tell, suggest }: LineTyped): Promise<readonly Choice[]> {
  const { commands } = parts;
  const lookup = commands.lookup(line);
  const isWordDone = /\s$/.test(line);
  const begun = line.replaceAll(/\s+/g, ' ').toLowerCase();
  // A group's own word may stand for one of its commands; typed on, it is still the group.
  const isNamed = lookup.found === 'command' && begun.trim().startsWith(lookup.named.path);
  if (lookup.found !== 'command' || !isNamed || (lookup.rest === '' && !isWordDone)) {
    const names = commands.entries.flatMap(({ name, group, command, summary }) => [
      { path: name, summary, access: command?.access ?? 'anyone' },
      ...(group?.subcommands ?? []).map((sub) => ({ path: `${name} ${sub.name}`, summary: sub.summary, access: sub.access })),
    ]);
    const depth = begun.split(' ').length;
    return names
      .filter(({ path, access }) => path.startsWith(begun) && path.split(' ').length === depth && reaches(caller, access))
      .slice(0, mostChoices)
      .map(({ path, summary }) => ({ value: `/${path} `, label: tell(summary, {}) }));
  }
  const { named, rest } = lookup;
  const words = readWords(rest);
  const last = isWordDone ? undefined : words.at(-1);
  const before = last === undefined ? words : words.slice(0, -1);
  const args: Record<string, Json> = {};
  for (const { name, text } of before) {
    const option = named.command.options.find((one) => (name === undefined ? !(one.name in args) : one.name === name));
    if (option !== undefined) args[option.name] = text;
  }
  const option = named.command.options.find((one) => (last?.name === undefined ? !(one.name in args) : one.name === last.name));
  if (option === undefined) return [];
  const typed = last?.text ?? '';
  const head = last === undefined ? `/${line}` : `/${line.slice(0, line.length - (rest.length - last.start))}`;
  const prefix = last?.name === undefined ? '' : `${last.name}=`;
  const choices = await suggest(named, { option: option.name, typed, args });
  return choices.map(({ value, label }) => ({ value: `${head}${prefix}${quoted(value)} `, label }));
}

function fixedChoices(option: Option, typed: string, tell: Tell): readonly Choice[] | undefined {
  if (option.choices === undefined) return undefined;
  return option.choices
    .filter(({ value }) => value.startsWith(typed.toLowerCase()))
    .map(({ value, label }) => ({ value, label: tell(label, {}) }));
}

/** A value of several words as it must be typed. */
function quoted(value: string): string {
  return /\s/.test(value) ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value;
}

/** Completing belongs to no turn; nothing it may call needs one. */
const noTurn: Turn = {
  id: '',
  lane: 'control',
  state: 'received',
  event: { id: '', account: '', room: 'none:none', participant: 'none:none', name: '', at: 0 },
  body: { kind: 'members', joined: [], left: [] },
  receivedAt: 0,
  errors: 0,
  stops: 0,
  cast: [],
  joined: [],
};
