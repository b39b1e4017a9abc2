import { ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Core } from '../core.ts';
import { announceChannel } from '../gateway/guild-events.ts';
import { announceReaction, announceTyping } from '../gateway/message-events.ts';
import { type Call, done, ok, type Reply, type Route } from '../http/route.ts';
import { Codes, Refusal } from '../refusal.ts';
import { checkForm } from '../schemas/check-form.ts';
import { isEmoji } from '../schemas/parts.ts';
import { removeChannel } from '../state/add-channel.ts';
import { toChannel } from '../state/payloads.ts';
import { Right } from '../state/permissions.ts';
import type { TwinChannel } from '../state/world.ts';
import { assertWritable, channelFor, messageIn } from './access.ts';

const change = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  topic: z.string().max(1024).nullish(),
  nsfw: z.boolean().optional(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
  invitable: z.boolean().optional(),
  auto_archive_duration: z.union([z.literal(60), z.literal(1440), z.literal(4320), z.literal(10080)]).optional(),
  rate_limit_per_user: z.int().min(0).max(21600).optional(),
});

function patch({ core, param, body }: Call): Reply {
  const channel = channelFor(core, param('channel'));
  if (channel.guildId === undefined) throw new Refusal(Codes.CannotExecuteActionOnDMChannel);
  if (channel.thread?.ownerId !== core.bot.id)
    channelFor(core, channel.id, channel.thread === undefined ? Right.ManageChannels : Right.ManageThreads);
  const wanted = checkForm<z.infer<typeof change>>(change, body);
  channel.name = wanted.name ?? channel.name;
  channel.topic = wanted.topic === undefined ? channel.topic : wanted.topic;
  channel.isAgeRestricted = wanted.nsfw ?? channel.isAgeRestricted;
  if (channel.thread !== undefined) {
    channel.thread.archived = wanted.archived ?? channel.thread.archived;
    channel.thread.locked = wanted.locked ?? channel.thread.locked;
    channel.thread.invitable = wanted.invitable ?? channel.thread.invitable;
    channel.thread.autoArchive = wanted.auto_archive_duration ?? channel.thread.autoArchive;
  }
  announceChannel(core, channel, 'UPDATE');
  return ok(toChannel(core, channel));
}

function remove({ core, param }: Call): Reply {
  const channel = channelFor(core, param('channel'));
  const whole = toChannel(core, channel);
  if (channel.guildId !== undefined) {
    channelFor(core, channel.id, channel.thread === undefined ? Right.ManageChannels : Right.ManageThreads);
    removeChannel(core, channel);
  }
  return ok(whole);
}

function type({ core, param }: Call): Reply {
  const channel = channelFor(core, param('channel'));
  assertWritable(core, channel);
  channel.typings.push(core.clock.now());
  announceTyping(core, channel, core.bot.id);
  return done;
}

/** The bot sets or takes back its own reaction. */
function react({ core, param }: Call, isSet: boolean): Reply {
  const channel = channelFor(core, param('channel'), Right.ReadMessageHistory);
  const message = messageIn(channel, param('message'));
  const emoji = param('emoji');
  if (!isEmoji(emoji)) throw new Refusal(Codes.UnknownEmoji);
  const users = message.reactions.get(emoji) ?? new Set();
  if (isSet && users.size === 0) channelFor(core, channel.id, Right.AddReactions);
  message.reactions.set(emoji, users);
  const isNew = isSet ? !users.has(core.bot.id) : users.delete(core.bot.id);
  if (isSet) users.add(core.bot.id);
  if (isNew) announceReaction(core, message, { emoji, userId: core.bot.id, change: isSet ? 'ADD' : 'REMOVE' });
  return done;
}

function reactors({ core, param }: Call): Reply {
  const channel = channelFor(core, param('channel'), Right.ReadMessageHistory);
  const users = messageIn(channel, param('message')).reactions.get(param('emoji')) ?? [];
  return ok([...users].flatMap((id) => core.world.users.get(id)?.data ?? []));
}

/** The conversation between a person and the bot; made when it is first opened. */
export function conversationWith(core: Core, userId: string): TwinChannel {
  const open = [...core.world.channels.values()].find(
    ({ type: kind, recipients }) => kind === ChannelType.DM && recipients.includes(userId) && recipients.includes(core.bot.id),
  );
  if (open !== undefined) return open;
  const channel: TwinChannel = {
    id: core.clock.snowflake(),
    type: ChannelType.DM,
    guildId: undefined,
    parentId: undefined,
    recipients: [userId, core.bot.id],
    thread: undefined,
    name: '',
    topic: null,
    isAgeRestricted: false,
    overwrites: [],
    messages: new Map(),
    typings: [],
  };
  core.world.channels.set(channel.id, channel);
  return channel;
}

function openConversation({ core, body }: Call): Reply {
  const { recipient_id: id } = checkForm<{ readonly recipient_id: string }>(z.strictObject({ recipient_id: z.string() }), body);
  if (!core.world.users.has(id) || id === core.bot.id) throw new Refusal(Codes.UnknownUser);
  return ok(toChannel(core, conversationWith(core, id)));
}

/** Channels themselves, typing, reactions, conversations. */
export const channelRoutes: readonly Route[] = [
  { method: 'GET', path: '/channels/:channel', handle: ({ core, param }) => ok(toChannel(core, channelFor(core, param('channel')))) },
  { method: 'PATCH', path: '/channels/:channel', handle: patch },
  { method: 'DELETE', path: '/channels/:channel', handle: remove },
  { method: 'POST', path: '/channels/:channel/typing', handle: type },
  { method: 'PUT', path: '/channels/:channel/messages/:message/reactions/:emoji/@me', handle: (call) => react(call, true) },
  { method: 'DELETE', path: '/channels/:channel/messages/:message/reactions/:emoji/@me', handle: (call) => react(call, false) },
  { method: 'GET', path: '/channels/:channel/messages/:message/reactions/:emoji', handle: reactors },
  { method: 'POST', path: '/users/@me/channels', handle: openConversation },
];
