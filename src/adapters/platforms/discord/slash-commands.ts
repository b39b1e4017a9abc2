import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { NamedCommand } from '../../../core/commands/command-book.ts';
import type { Option } from '../../../core/commands/option.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import { cut } from './buttons.ts';
import type { Say } from './say.ts';

/** What Discord takes. */
const longest = { description: 100, choice: 100, text: 6_000, menu: 32 };

export type AppCommand = RESTPostAPIApplicationCommandsJSONBody;

export interface Registration {
  readonly say: Say;
  /** The application may be installed by people for themselves. */
  readonly userInstall: boolean;
}

/** Every command as Discord knows it: one per first word with its subcommands, and an entry in the menu of a message or a person. */
export function toAppCommands(commands: readonly NamedCommand[], registration: Registration): readonly AppCommand[] {
  const open = commands.filter(({ command }) => command.terminalOnly !== true);
  const words = [...new Set(open.map(({ path }) => wordsOf(path)[0]))];
  const slash = words.map((word) =>
    toSlash(
      word,
      open.filter(({ path }) => wordsOf(path)[0] === word),
      registration,
    ),
  );
  const menus = open.flatMap((named) => toMenu(named, registration));
  return [...slash, ...menus];
}

/** The command behind a menu's entry; undefined: there is none. */
export function menuCommand(name: string, commands: readonly NamedCommand[], say: Say): NamedCommand | undefined {
  return commands.find((named) => named.command.menu !== undefined && menuName(named, 'en', say) === name);
}

/** `personality use` is a subcommand, `help` stands alone. */
const wordsOf = (path: string): readonly [string, string | undefined] => {
  const [word = path, sub] = path.split(' ');
  return [word, sub];
};

function places({ userInstall }: Registration) {
  return userInstall
    ? {
        contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
        integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
      }
    : {
        contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
        integration_types: [ApplicationIntegrationType.GuildInstall],
      };
}

function toSlash(word: string, commands: readonly NamedCommand[], registration: Registration): AppCommand {
  const [first] = commands;
  const common = { type: ApplicationCommandType.ChatInput as const, name: word, ...places(registration) };
  if (commands.length === 1 && first !== undefined && wordsOf(first.path)[1] === undefined)
    return {
      ...common,
      ...described(first.command.summary, registration.say),
      options: first.command.options.map(toOption(registration.say)),
    };
  const subs = commands.map(
    ({ path, command }): APIApplicationCommandSubcommandOption => ({
      type: ApplicationCommandOptionType.Subcommand,
      name: wordsOf(path)[1] ?? word,
      ...described(command.summary, registration.say),
      options: command.options.map(toOption(registration.say)),
    }),
  );
  // The group's own line is never shown by Discord's clients, but it must be there.
  return {
    ...common,
    description: cut(subs.map(({ name }) => name).join(', '), longest.description),
    options: subs as APIApplicationCommandOption[],
  };
}

function toMenu(named: NamedCommand, registration: Registration): readonly AppCommand[] {
  const { menu } = named.command;
  if (menu === undefined) return [];
  return [
    {
      type: menu === 'message' ? ApplicationCommandType.Message : ApplicationCommandType.User,
      name: menuName(named, 'en', registration.say),
      name_localizations: { de: menuName(named, 'de', registration.say) },
      ...places(registration),
    },
  ];
}

function menuName({ path, command }: NamedCommand, language: string, say: Say): string {
  return cut(command.menuLabel === undefined ? path : say(language, command.menuLabel, {}), longest.menu);
}

function described(text: Localized, say: Say) {
  return {
    description: cut(say('en', text, {}), longest.description),
    description_localizations: { de: cut(say('de', text, {}), longest.description) },
  };
}

const toOption =
  (say: Say) =>
  (option: Option): APIApplicationCommandBasicOption => {
    const common = { name: option.name, ...described(option.summary, say), ...(option.required === true ? { required: true } : {}) };
    switch (option.kind) {
      case 'number':
        return {
          ...common,
          type: ApplicationCommandOptionType.Integer,
          ...(option.min === undefined ? {} : { min_value: option.min }),
          ...(option.max === undefined ? {} : { max_value: option.max }),
          ...(option.completes === true ? { autocomplete: true } : {}),
        };
      case 'flag':
        return { ...common, type: ApplicationCommandOptionType.Boolean };
      case 'file':
        return { ...common, type: ApplicationCommandOptionType.Attachment };
      case 'choice':
        return { ...common, type: ApplicationCommandOptionType.String, choices: (option.choices ?? []).map(toChoice(say)) };
      case 'word':
      case 'text':
        return {
          ...common,
          type: ApplicationCommandOptionType.String,
          ...(option.maxLength === undefined ? {} : { max_length: Math.min(option.maxLength, longest.text) }),
          ...(option.completes === true ? { autocomplete: true } : {}),
        };
    }
  };

const toChoice =
  (say: Say) =>
  ({ value, label }: { readonly value: string; readonly label: Localized }) => ({
    name: cut(say('en', label, {}), longest.choice),
    name_localizations: { de: cut(say('de', label, {}), longest.choice) },
    value,
  });
