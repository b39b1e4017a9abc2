import type { Localized } from '../texts/localized.ts';
import type { Command, CommandGroup, CommandPart } from './command.ts';

/** A command with its full name. */
export interface NamedCommand {
  /** `personality use`. */
  readonly path: string;
  readonly command: Command;
}

/** What a call's words lead to. `rest` are the words after the command's name. */
export type Lookup =
  | { readonly found: 'command'; readonly named: NamedCommand; readonly rest: string }
  | { readonly found: 'group'; readonly group: CommandGroup; readonly rest: string }
  | { readonly found: 'nothing'; readonly word: string; readonly known: readonly string[] };

/** Every command there is, found by scanning. */
export interface CommandBook {
  /** Top-level words, by name. */
  readonly entries: readonly {
    readonly name: string;
    readonly summary: Localized;
    readonly group: CommandGroup | undefined;
    readonly command: Command | undefined;
  }[];
  /** Every command with its full name, by name. */
  readonly all: readonly NamedCommand[];
  lookup(line: string): Lookup;
}

/** Builds the book from what the folders export; `name` is the folder's. */
export function createCommandBook(parts: readonly (CommandPart & { readonly name: string })[]): CommandBook {
  const entries = parts.map((part) =>
    'subcommands' in part
      ? { name: part.name, summary: part.summary, group: part, command: undefined }
      : { name: part.name, summary: part.summary, group: undefined, command: part },
  );
  const all = entries.flatMap(({ name, group, command }): readonly NamedCommand[] => {
    if (command !== undefined) return [{ path: name, command }];
    return (group?.subcommands ?? []).map((sub) => ({ path: `${name} ${sub.name}`, command: sub }));
  });
  return {
    entries,
    all,
    lookup(line) {
      const [word = '', afterWord] = cutWord(line);
      const entry = entries.find(({ name }) => name === word.toLowerCase());
      if (entry === undefined) return { found: 'nothing', word, known: entries.map(({ name }) => name) };
      if (entry.command !== undefined) return { found: 'command', named: { path: entry.name, command: entry.command }, rest: afterWord };
      const group = entry.group;
      if (group === undefined) return { found: 'nothing', word, known: [] };
      const [second = '', afterSecond] = cutWord(afterWord);
      const sub = group.subcommands.find(({ name }) => name === second.toLowerCase());
      if (sub !== undefined) return { found: 'command', named: { path: `${group.name} ${sub.name}`, command: sub }, rest: afterSecond };
      const fallback = group.subcommands.find(({ name }) => name === group.fallback);
      if (second === '' && fallback !== undefined)
        return { found: 'command', named: { path: `${group.name} ${fallback.name}`, command: fallback }, rest: '' };
      if (second === '') return { found: 'group', group, rest: '' };
      return { found: 'nothing', word: `${group.name} ${second}`, known: group.subcommands.map(({ name }) => `${group.name} ${name}`) };
    },
  };
}

/** The first word and what follows it. */
function cutWord(line: string): readonly [string, string] {
  const trimmed = line.trimStart();
  const end = trimmed.search(/\s/);
  return end < 0 ? [trimmed, ''] : [trimmed.slice(0, end), trimmed.slice(end).trimStart()];
}
