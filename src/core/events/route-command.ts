import type { Answer } from '../answers/answer.ts';
import type { CommandCall } from '../answers/command-call.ts';
import type { Json } from '../answers/json.ts';
import type { Call, Caller } from '../commands/call.ts';
import type { CommandBook, NamedCommand } from '../commands/command-book.ts';
import type { CommandNeeds } from '../commands/command-needs.ts';
import { demand } from '../commands/may-call.ts';
import { checkArguments, missing, missingOption, readTypedArguments } from '../commands/read-arguments.ts';
import { unknownCommand } from '../commands/unknown-command.ts';
import { BotError } from '../errors.ts';
import type { Ref } from '../ids.ts';

/** A call as it arrived, whatever it arrived as. */
export interface Arrival {
  readonly call: CommandCall;
  readonly caller: Caller;
  readonly turn: string;
  readonly target?: Ref;
  readonly startOfThread?: string;
  /** An action was pressed. */
  readonly isPressed?: boolean;
  /** What a form brought. */
  readonly form?: { readonly values: Readonly<Record<string, Json>>; readonly revision: number; readonly isPartial: boolean };
}

/** The one router of command calls: typed lines, buttons, forms and the probe's calls all come through here. */
export function routeCommand(arrival: Arrival, needs: CommandNeeds): AsyncIterable<Answer> {
  const { named, call } = readCall(arrival, needs.commands);
  if (named === undefined) return groupHelp(call, needs);
  return named.command.run(call, needs);
}

/** Finds the command, checks rights and arguments. Without a command: the group that was named alone. Throws what the person can mend. */
export function readCall(
  { call, caller, turn, target, startOfThread, isPressed, form }: Arrival,
  book: CommandBook,
): { readonly named: NamedCommand | undefined; readonly call: Call } {
  const lookup = book.lookup(call.command);
  if (lookup.found === 'nothing') throw unknownCommand(lookup.word, lookup.known, 'command');
  const rest = {
    caller,
    turn,
    isPartial: form?.isPartial ?? false,
    ...(target === undefined ? {} : { target }),
    ...(startOfThread === undefined ? {} : { startOfThread }),
    ...(isPressed === undefined ? {} : { isPressed }),
  };
  if (lookup.found === 'group') return { named: undefined, call: { ...rest, command: lookup.group.name, args: {} } };
  const { named } = lookup;
  demand(caller, named.command.access);
  if (named.command.terminalOnly === true && !caller.isLocal) throw elsewhere(named);
  const names: readonly string[] = named.command.options.map(({ name }) => name);
  const values = Object.entries(form?.values ?? {});
  // What a form asks for under an option's name is that option.
  const fromForm = Object.fromEntries(values.filter(([name]) => names.includes(name)));
  const further = Object.fromEntries(values.filter(([name]) => !names.includes(name)));
  const args = checkArguments(named, { ...readTypedArguments(named, lookup.rest), ...fromForm, ...call.args });
  const lacking = missingOption(named, args);
  // A form asks for what is lacking; what a menu was opened on stands in for it.
  const isAskedFor = named.command.opens === 'form' && form === undefined;
  const isOnMessage = named.command.menu === 'message' && target !== undefined;
  if (lacking !== undefined && !isAskedFor && !isOnMessage && !rest.isPartial) throw missing(named, lacking);
  return {
    named,
    call: { ...rest, command: named.path, args, ...(form === undefined ? {} : { values: further, revision: form.revision }) },
  };
}

/** A group named alone: what it can do. */
async function* groupHelp({ command }: Call, { commands, tell }: CommandNeeds): AsyncIterable<Answer> {
  const subs = commands.all.filter(({ path }) => path.startsWith(`${command} `));
  yield { kind: 'text', body: subs.map(({ path, command: sub }) => `/${path} · ${tell(sub.summary, {})}`).join('\n') };
}

function elsewhere({ path }: NamedCommand): BotError {
  return new BotError('not-allowed', 'only at the machine itself', {
    advice: {
      en: `/${path} works only in the terminal of the machine that I run on.`,
      de: `/${path} geht nur im Terminal der Maschine, auf der ich laufe.`,
    },
  });
}
