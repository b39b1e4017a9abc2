import type { Access } from '../answers/access.ts';
import type { Answer } from '../answers/answer.ts';
import type { Choice } from '../answers/choice.ts';
import type { Json } from '../answers/json.ts';
import type { Lane } from '../ports/store.ts';
import type { Localized } from '../texts/localized.ts';
import type { Call, Caller } from './call.ts';
import type { CommandNeeds } from './command-needs.ts';
import type { Option } from './option.ts';

/** Somebody is typing the value of one option. */
export interface Completing {
  readonly option: string;
  readonly typed: string;
  /** The other options, as far as they are given. */
  readonly args: Readonly<Record<string, Json>>;
  readonly caller: Caller;
}

/** Data and a function that answers. It never sends; checks are declared, not written in the body. */
export interface Command {
  /** Its last word: of `personality use` it is `use`. */
  readonly name: string;
  /** One line for lists, at most 100 characters. */
  readonly summary: Localized;
  /** More, for `/help NAME`. */
  readonly details?: Localized;
  /** Whole typed lines without the slash. */
  readonly examples: readonly string[];
  readonly options: readonly Option[];
  readonly access: Access;
  readonly lane: Lane;
  /** A platform may have to choose before `run`. */
  readonly visible: 'asker' | 'room';
  /** Called without its required options it opens a form, first thing. */
  readonly opens?: 'form';
  /** It also stands in the menu of a message or a person. */
  readonly menu?: 'message' | 'person';
  /** What it is called in that menu, at most 32 characters, e.g. `Remember this`; without it, its path. */
  readonly menuLabel?: Localized;
  /** It can only be called where the operator sits: in the terminal of the machine itself. */
  readonly terminalOnly?: boolean;
  /**
   * What its form brings are secrets: on their way here they are written down nowhere. `longestWord`: so long is what belongs behind it in the
   * open, at most; a longer word there is a secret too.
   */
  readonly takesSecrets?: { readonly longestWord?: number };
  /** Each answer replaces the one before; the last stays. Failures are thrown as `BotError`. */
  run(call: Call, needs: CommandNeeds): AsyncIterable<Answer>;
  /** At most 25 values, from the store only, within 300 ms. */
  complete?(completing: Completing, needs: CommandNeeds): Promise<readonly Choice[]>;
}

/** Several commands under one word. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: Localized;
  readonly subcommands: readonly Command[];
  /** The one that is meant when the word stands alone; without it the group's help is shown. */
  readonly fallback?: string;
}

/**
 * What `src/core/commands/<name>/index.ts` exports as its default: a command or a group. The folder's name is the command's name, so that a
 * copied folder is a new command.
 */
export type CommandPart = Omit<Command, 'name'> | Omit<CommandGroup, 'name'>;
