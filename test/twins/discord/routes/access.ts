import { ChannelType } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { Codes, Refusal } from '../refusal.ts';
import { Right, rightsIn, sendRight } from '../state/permissions.ts';
import type { TwinChannel, TwinGuild, TwinMessage } from '../state/world.ts';

/** A channel the bot may use, or the refusal Discord has for it: unknown, no access, no right. */
export function channelFor(core: Core, id: string, needed = 0n): TwinChannel {
  const channel = core.world.channels.get(id);
  if (channel === undefined) throw new Refusal(Codes.UnknownChannel);
  const rights = rightsIn(core.world, channel, core.bot.id);
  if ((rights & Right.ViewChannel) === 0n || core.world.guilds.get(channel.guildId ?? '')?.isOut === true)
    throw new Refusal(Codes.MissingAccess);
  if ((rights & needed) !== needed) throw new Refusal(Codes.MissingPermissions);
  return channel;
}

/** A server the bot is in. */
export function guildFor(core: Core, id: string): TwinGuild {
  const guild = core.world.guilds.get(id);
  if (guild?.members.has(core.bot.id) !== true) throw new Refusal(guild === undefined ? Codes.UnknownGuild : Codes.MissingAccess);
  return guild;
}

/** A message that everybody sees; what one person sees is unknown here. */
export function messageIn(channel: TwinChannel, id: string): TwinMessage {
  const message = channel.messages.get(id);
  if (message === undefined || message.isDeleted || message.seenBy !== undefined) throw new Refusal(Codes.UnknownMessage);
  return message;
}

/** Whether the bot may write there at all. */
export function assertWritable(core: Core, channel: TwinChannel): void {
  if (channel.guildId === undefined) return assertOpen(core, channel);
  if (
    ![ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildVoice].includes(channel.type) &&
    channel.thread === undefined
  )
    throw new Refusal(Codes.CannotSendMessagesInNonTextChannel);
  const needed = sendRight(channel);
  channelFor(core, channel.id, needed);
  if (channel.thread?.locked === true && (rightsIn(core.world, channel, core.bot.id) & Right.ManageThreads) === 0n)
    throw new Refusal(Codes.ThreadLocked);
}

/** A conversation takes the bot's words when the other side lets it and they share a server. */
function assertOpen(core: Core, channel: TwinChannel): void {
  const user = core.world.users.get(channel.recipients.find((id) => id !== core.bot.id) ?? '');
  if (user === undefined || user.hasClosedDms) throw new Refusal(Codes.CannotSendMessagesToThisUser);
  const shares = [...core.world.guilds.values()].some(({ members }) => members.has(user.data.id) && members.has(core.bot.id));
  if (!shares && !user.hasInstalled) throw new Refusal(Codes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds);
}
