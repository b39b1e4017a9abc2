import { GatewayIntentBits as Intent } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { forBot } from '../message/for-bot.ts';
import { toBareMember, toMember } from '../state/payloads.ts';
import { canSee } from '../state/permissions.ts';
import { must, type TwinChannel, type TwinMessage } from '../state/world.ts';
import { dispatch } from './dispatch.ts';
import type { Session } from './gateway.ts';

const channelOf = (core: Core, message: TwinMessage): TwinChannel | undefined => core.world.channels.get(message.data.channel_id);

/** Whether the bot is where it happens. */
function isThere(core: Core, channel: TwinChannel): boolean {
  const guild = core.world.guilds.get(channel.guildId ?? '');
  if (guild?.isOut === true) return false;
  return canSee(core.world, channel, core.bot.id);
}

function tell(core: Core, message: TwinMessage, event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE'): void {
  const channel = channelOf(core, message);
  core.world.changed();
  if (channel === undefined || !isThere(core, channel)) return;
  dispatch(core, { event, guildId: message.guildId, intents: intentsFor(message) }, (session) =>
    eventData(core, message, { channel, session, event }),
  );
}

/** What only one person sees counts as a conversation even in a server: that intent, and no word of the server. */
const isApart = (message: TwinMessage): boolean => message.guildId === undefined || message.seenBy !== undefined;

const intentsFor = (message: TwinMessage): number => (isApart(message) ? Intent.DirectMessages : Intent.GuildMessages);

interface Telling {
  readonly channel: TwinChannel;
  readonly session: Session;
  readonly event: string;
}

function eventData(core: Core, message: TwinMessage, { channel, session, event }: Telling): unknown {
  const data = forBot(core, message, (session.intents & Intent.MessageContent) !== 0);
  const frame = { ...data, channel_type: channel.type, ...(event === 'MESSAGE_CREATE' ? withNonce(message) : {}) };
  const guild = core.world.guilds.get(message.guildId ?? '');
  if (guild === undefined || isApart(message)) return frame;
  const author = guild.members.get(data.author.id);
  const mentions = data.mentions.map((user) => {
    const member = guild.members.get(user.id);
    return member === undefined ? user : { ...user, member: toBareMember(member) };
  });
  return {
    ...frame,
    guild_id: guild.id,
    mentions,
    ...(author === undefined || data.webhook_id !== undefined ? {} : { member: toBareMember(author) }),
  };
}

/** The nonce is told once, with the new message. */
export const withNonce = ({ data: { nonce } }: TwinMessage): { readonly nonce?: string | number } => (nonce === undefined ? {} : { nonce });

export const announceMessage = (core: Core, message: TwinMessage): void => tell(core, message, 'MESSAGE_CREATE');

export const announceEdit = (core: Core, message: TwinMessage): void => tell(core, message, 'MESSAGE_UPDATE');

export function announceDeletion(core: Core, message: TwinMessage): void {
  const channel = channelOf(core, message);
  core.world.changed();
  if (channel === undefined || !isThere(core, channel)) return;
  dispatch(core, { event: 'MESSAGE_DELETE', guildId: message.guildId, intents: intentsFor(message) }, () => ({
    id: message.data.id,
    channel_id: channel.id,
    ...(isApart(message) ? {} : { guild_id: message.guildId }),
  }));
}

export interface Reacting {
  readonly emoji: string;
  readonly userId: string;
  readonly change: 'ADD' | 'REMOVE';
}

export function announceReaction(core: Core, message: TwinMessage, { emoji, userId, change }: Reacting): void {
  const channel = channelOf(core, message);
  core.world.changed();
  if (channel === undefined || message.seenBy !== undefined || !isThere(core, channel)) return;
  const member = core.world.guilds.get(message.guildId ?? '')?.members.get(userId);
  const intents = message.guildId === undefined ? Intent.DirectMessageReactions : Intent.GuildMessageReactions;
  dispatch(core, { event: `MESSAGE_REACTION_${change}`, guildId: message.guildId, intents }, () => ({
    user_id: userId,
    channel_id: channel.id,
    message_id: message.data.id,
    ...(message.guildId === undefined ? {} : { guild_id: message.guildId }),
    ...(member === undefined || change === 'REMOVE' ? {} : { member: toMember(core, member), message_author_id: message.data.author.id }),
    emoji: { id: null, name: emoji },
    burst: false,
    type: 0,
  }));
}

/** Somebody types. */
export function announceTyping(core: Core, channel: TwinChannel, userId: string): void {
  if (!isThere(core, channel)) return;
  const member = core.world.guilds.get(channel.guildId ?? '')?.members.get(userId);
  const intents = channel.guildId === undefined ? Intent.DirectMessageTyping : Intent.GuildMessageTyping;
  dispatch(core, { event: 'TYPING_START', guildId: channel.guildId, intents }, () => ({
    channel_id: channel.id,
    user_id: must(core.world.users.get(userId), `user ${userId}`).data.id,
    timestamp: Math.floor(core.clock.now() / 1000),
    ...(channel.guildId === undefined ? {} : { guild_id: channel.guildId }),
    ...(member === undefined ? {} : { member: toMember(core, member) }),
  }));
}
