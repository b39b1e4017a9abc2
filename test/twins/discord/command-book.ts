import type { APIApplicationCommand, LocalizationMap, RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { ApplicationCommandType } from 'discord-api-types/v10';
import type { Core } from './core.ts';
import { Codes, Refusal, refuseField } from './refusal.ts';

export interface CommandBook {
  /** By id. */
  readonly all: Map<string, APIApplicationCommand>;
  /** How often something was written: a second start writes nothing. */
  writes: number;
}

export const createCommandBook = (): CommandBook => ({ all: new Map(), writes: 0 });

const caps: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15, 4: 1 };

/** Of one server, or the ones for everywhere. */
export const commandsOf = (book: CommandBook, guildId: string | undefined): readonly APIApplicationCommand[] =>
  [...book.all.values()].filter(({ guild_id: id }) => id === guildId);

type Wanted = RESTPostAPIApplicationCommandsJSONBody;

/** Refuses what the portal does not allow: installing for oneself, when that is switched off. */
export function assertInstallable(core: Core, wanted: Partial<Wanted>, path: readonly PropertyKey[] = []): void {
  const at = wanted.integration_types?.indexOf(1) ?? -1;
  if (at !== -1 && !core.portal.userInstall)
    throw refuseField([...path, 'integration_types', at], {
      code: 'APPLICATION_COMMAND_INVALID_INTEGRATION_TYPE',
      message: 'This integration type is not supported by the application.',
    });
}

/** Takes a command in; one of the same name and kind is replaced and keeps its id. */
export function writeCommand(
  core: Core,
  wanted: Wanted,
  guildId: string | undefined,
): { readonly command: APIApplicationCommand; readonly isNew: boolean } {
  const { commands, clock, bot } = core;
  const type = wanted.type ?? ApplicationCommandType.ChatInput;
  const peers = commandsOf(commands, guildId).filter((one) => one.type === type);
  const old = peers.find(({ name }) => name === wanted.name);
  if (old === undefined && peers.length >= (caps[type] ?? 1)) throw new Refusal(Codes.MaximumNumberOfApplicationCommandsReached);
  const command = normalize(core, wanted, {
    id: old?.id ?? clock.snowflake(),
    application_id: bot.id,
    version: clock.snowflake(),
    ...(guildId === undefined ? {} : { guild_id: guildId }),
  });
  commands.all.set(command.id, command);
  return { command, isNew: old === undefined };
}

type Identity = Pick<APIApplicationCommand, 'id' | 'application_id' | 'version' | 'guild_id'>;

/** As Discord gives it back: defaults filled in where it fills them, false and empty things left out of options. */
function normalize(core: Core, wanted: Wanted, identity: Identity): APIApplicationCommand {
  const integrationTypes = wanted.integration_types ?? (core.portal.userInstall ? [0, 1] : [0]);
  const options = 'options' in wanted && wanted.options !== undefined ? wanted.options.map(lean) : [];
  return {
    ...identity,
    type: wanted.type ?? ApplicationCommandType.ChatInput,
    name: wanted.name,
    name_localizations: (wanted.name_localizations ?? null) as LocalizationMap | null,
    description: 'description' in wanted ? (wanted.description ?? '') : '',
    description_localizations: (wanted.description_localizations ?? null) as LocalizationMap | null,
    default_member_permissions: wanted.default_member_permissions ?? null,
    nsfw: wanted.nsfw ?? false,
    ...(options.length > 0 ? { options: options as NonNullable<APIApplicationCommand['options']> } : {}),
    ...(identity.guild_id === undefined
      ? {
          dm_permission: wanted.contexts?.includes(1) ?? true,
          contexts: wanted.contexts === undefined || wanted.contexts === null ? null : wanted.contexts.toSorted(),
          integration_types: integrationTypes.toSorted(),
        }
      : {}),
  };
}

function lean(option: object): object {
  const entries = Object.entries(option).flatMap(([key, value]): readonly [string, unknown][] => {
    if (value === false || value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return [];
    return [[key, (key === 'options' || key === 'choices') && Array.isArray(value) ? value.map(lean) : value]];
  });
  return Object.fromEntries(entries);
}
