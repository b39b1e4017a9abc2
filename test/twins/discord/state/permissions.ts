import { ChannelType, OverwriteType, PermissionFlagsBits as Right } from 'discord-api-types/v10';
import type { TwinChannel, TwinGuild, World } from './world.ts';

export type RightName = keyof typeof Right;

const everything = Object.values(Right).reduce((all, bit) => all | bit, 0n);

/** What a server's @everyone may do in a fresh server. */
export const usual: bigint = toBits([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'ReadMessageHistory',
  'AddReactions',
  'EmbedLinks',
  'AttachFiles',
  'UseExternalEmojis',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'ChangeNickname',
  'UseApplicationCommands',
  'UseExternalApps',
]);

export function toBits(names: readonly RightName[]): bigint {
  return names.reduce((all, name) => all | Right[name], 0n);
}

export const isThread = (channel: TwinChannel): boolean => channel.thread !== undefined;

/** What a member may do in the whole server. */
export function rightsInGuild(guild: TwinGuild, userId: string): bigint {
  const member = guild.members.get(userId);
  if (member === undefined) return 0n;
  if (guild.ownerId === userId) return everything;
  const bits = [guild.id, ...member.roles].reduce((all, id) => all | BigInt(guild.roles.get(id)?.permissions ?? '0'), 0n);
  return (bits & Right.Administrator) === 0n ? bits : everything;
}

/** What somebody may do in a channel, computed as Discord documents it; in a conversation: everything it has. */
export function rightsIn(world: World, channel: TwinChannel, userId: string): bigint {
  if (channel.guildId === undefined) return channel.recipients.includes(userId) ? everything & ~Right.ManageMessages : 0n;
  const guild = world.guilds.get(channel.guildId);
  if (guild === undefined) return 0n;
  const base = rightsInGuild(guild, userId);
  const member = guild.members.get(userId);
  if (member === undefined || base === everything) return base;
  const place = channel.thread === undefined ? channel : world.channels.get(channel.parentId ?? '');
  const overwritten = [
    place?.overwrites.filter(({ id }) => id === guild.id) ?? [],
    place?.overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== guild.id && member.roles.has(id)) ?? [],
    place?.overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === userId) ?? [],
  ].reduce((bits, level) => {
    const deny = level.reduce((all, one) => all | BigInt(one.deny), 0n);
    const allow = level.reduce((all, one) => all | BigInt(one.allow), 0n);
    return (bits & ~deny) | allow;
  }, base);
  return implied(channel, { bits: overwritten, userId });
}

/** Without seeing there is nothing, without writing nothing that belongs to writing. */
function implied(channel: TwinChannel, { bits, userId }: { readonly bits: bigint; readonly userId: string }): bigint {
  if ((bits & Right.ViewChannel) === 0n) return 0n;
  const isLocked = channel.type === ChannelType.PrivateThread && (bits & Right.ManageThreads) === 0n;
  if (isLocked && channel.thread?.members.has(userId) !== true) return 0n;
  if ((bits & sendRight(channel)) !== 0n) return bits;
  return bits & ~(Right.EmbedLinks | Right.AttachFiles | Right.MentionEveryone | Right.SendTTSMessages);
}

/** The right that writing there needs. */
export const sendRight = (channel: TwinChannel): bigint => (isThread(channel) ? Right.SendMessagesInThreads : Right.SendMessages);

export const canSee = (world: World, channel: TwinChannel, userId: string): boolean =>
  (rightsIn(world, channel, userId) & Right.ViewChannel) !== 0n;

/** Whether the channel, or what it is a thread of, is for adults only. */
export const isForAdults = (world: World, channel: TwinChannel): boolean =>
  channel.thread === undefined ? channel.isAgeRestricted : (world.channels.get(channel.parentId ?? '')?.isAgeRestricted ?? false);

export { Right };
