import { type APIApplicationCommand, ApplicationCommandType, ChannelType } from 'discord-api-types/v10';
import { commandsOf } from '../command-book.ts';
import type { Core } from '../core.ts';
import { isForAdults, Right, rightsIn } from '../state/permissions.ts';
import type { TwinChannel, TwinUser } from '../state/world.ts';

/** Whose installation lets the bot be used there: the server's (0), the person's (1). */
export type Owners = { readonly '0'?: string; readonly '1'?: string };

export interface Place {
  readonly channel: TwinChannel;
  readonly user: TwinUser;
}

/** Where it is used: in a server (0), with the bot (1), among people (2). */
export function contextOf(core: Core, channel: TwinChannel): 0 | 1 | 2 {
  if (channel.guildId !== undefined) return 0;
  return channel.type === ChannelType.DM && channel.recipients.includes(core.bot.id) ? 1 : 2;
}

/** Through which installations a command is there; none: Discord does not show it. */
export function ownersOf(core: Core, { channel, user }: Place, types: readonly number[]): Owners {
  const context = contextOf(core, channel);
  const guilds = [...core.world.guilds.values()].filter(({ members }) => members.has(core.bot.id));
  const isHere = context === 0 && guilds.some(({ id }) => id === channel.guildId);
  const isShared = context === 1 && guilds.some(({ members }) => members.has(user.data.id));
  return {
    ...(types.includes(0) && (isHere || isShared) ? { '0': isHere ? (channel.guildId ?? '0') : '0' } : {}),
    ...(types.includes(1) && user.hasInstalled ? { '1': user.data.id } : {}),
  };
}

export interface FoundCommand {
  readonly command: APIApplicationCommand;
  readonly owners: Owners;
}

/** A command as Discord's client would offer it there, or a complaint why it would not. */
export function findCommand(
  core: Core,
  place: Place,
  wanted: { readonly name: string; readonly type: ApplicationCommandType },
): FoundCommand {
  const { channel, user } = place;
  const all = [
    ...(channel.guildId === undefined ? [] : commandsOf(core.commands, channel.guildId)),
    ...commandsOf(core.commands, undefined),
  ];
  const command = all.find(({ name, type }) => name === wanted.name && type === wanted.type);
  const shown = `${wanted.type === ApplicationCommandType.ChatInput ? '/' : ''}${wanted.name}`;
  if (command === undefined) throw new Error(`Discord knows no ${shown}; it knows ${all.map(({ name }) => name).join(', ') || 'nothing'}.`);
  const hide = (why: string): Error => new Error(`Discord does not show ${shown} to ${user.data.username} there: ${why}.`);
  const context = contextOf(core, channel);
  if (command.contexts !== null && command.contexts !== undefined && !command.contexts.includes(context))
    throw hide(`not in context ${context}`);
  const owners = ownersOf(core, place, command.integration_types ?? [0]);
  if (Object.keys(owners).length === 0) throw hide('not installed');
  if (context === 0) {
    const rights = rightsIn(core.world, channel, user.data.id);
    if ((rights & Right.UseApplicationCommands) === 0n) throw hide('may not use commands');
    const needed = command.default_member_permissions;
    if (needed !== null && (rights & Right.Administrator) === 0n && (needed === '0' || (rights & BigInt(needed)) !== BigInt(needed)))
      throw hide('lacks the rights the command asks for');
    if (command.nsfw === true && !isForAdults(core.world, channel)) throw hide('for adults only');
  }
  return { command, owners };
}
