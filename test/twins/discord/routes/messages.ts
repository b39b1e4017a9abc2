import type { Core } from '../core.ts';
import { announceDeletion, withNonce } from '../gateway/message-events.ts';
import { type Call, done, ok, type Reply, type Route } from '../http/route.ts';
import { type Body, note, readBody } from '../message/body.ts';
import { createMessage, editMessage } from '../message/compose.ts';
import { forBot } from '../message/for-bot.ts';
import { Codes, Refusal, refuseField } from '../refusal.ts';
import { Right, rightsIn } from '../state/permissions.ts';
import type { TwinChannel, TwinMessage } from '../state/world.ts';
import { assertWritable, channelFor, messageIn } from './access.ts';

const shown = (core: Core, message: TwinMessage): unknown => forBot(core, message, core.portal.messageContent);

function create({ core, route, param, body: raw, files }: Call): Reply {
  const channel = channelFor(core, param('channel'));
  assertWritable(core, channel);
  const body = readBody(raw, 'create');
  const rights = rightsIn(core.world, channel, core.bot.id);
  const lacks = (right: bigint): boolean => (rights & right) === 0n;
  if (((body.embeds?.length ?? 0) > 0 && lacks(Right.EmbedLinks)) || (files.length > 0 && lacks(Right.AttachFiles)))
    throw new Refusal(Codes.MissingPermissions);
  note(core, route, body);
  const repeated = findRepeated(core, body);
  if (repeated !== undefined) return ok({ ...(shown(core, repeated) as object), ...withNonce(repeated) });
  const message = createMessage(core, { channel, author: core.bot, body: resolveReference(core, channel, body), files });
  remember(core, channel, message);
  return ok({ ...(shown(core, message) as object), ...withNonce(message) });
}

/** The message that the bot made with the same nonce shortly before, anywhere: with its old text, whatever is sent now. */
function findRepeated(core: Core, { nonce, enforce_nonce: isEnforced }: Body): TwinMessage | undefined {
  if (isEnforced !== true || nonce === undefined || nonce === null) return undefined;
  const kept = core.nonces.get(String(nonce));
  if (kept === undefined || core.clock.now() - kept.at > core.nonceWindowMs) return undefined;
  const message = core.world.channels.get(kept.channel)?.messages.get(kept.message);
  return message?.isDeleted === true ? undefined : message;
}

function remember(core: Core, channel: TwinChannel, message: TwinMessage): void {
  const nonce = message.data.nonce;
  if (nonce !== undefined) core.nonces.set(String(nonce), { at: core.clock.now(), channel: channel.id, message: message.data.id });
}

function resolveReference(core: Core, channel: TwinChannel, body: Body): Body {
  const reference = body.message_reference;
  if (reference === undefined || reference === null) return body;
  if ((rightsIn(core.world, channel, core.bot.id) & Right.ReadMessageHistory) === 0n)
    throw new Refusal(Codes.CannotReplyWithoutPermissionToReadMessageHistory);
  const target = channel.messages.get(reference.message_id);
  if (target !== undefined && !target.isDeleted && target.seenBy === undefined) return body;
  if (reference.fail_if_not_exists !== false)
    throw refuseField(['message_reference'], { code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' });
  return { ...body, message_reference: null };
}

function edit({ core, route, param, body: raw, files }: Call): Reply {
  const channel = channelFor(core, param('channel'));
  const message = messageIn(channel, param('message'));
  if (message.data.author.id !== core.bot.id) throw new Refusal(Codes.CannotEditMessageAuthoredByAnotherUser);
  if (channel.thread?.archived === true) throw new Refusal(Codes.InvalidActionOnArchivedThread);
  if (channel.guildId === undefined) assertWritable(core, channel);
  const body = readBody(raw, 'edit', message.data.flags);
  note(core, route, body);
  editMessage(core, message, { body, files });
  return ok(shown(core, message));
}

function remove({ core, param }: Call): Reply {
  const channel = channelFor(core, param('channel'));
  const message = messageIn(channel, param('message'));
  if (message.data.author.id !== core.bot.id) {
    if (channel.guildId === undefined) throw new Refusal(Codes.CannotExecuteActionOnDMChannel);
    channelFor(core, channel.id, Right.ManageMessages);
  }
  message.isDeleted = true;
  announceDeletion(core, message);
  return done;
}

function get({ core, param }: Call): Reply {
  const channel = channelFor(core, param('channel'), Right.ReadMessageHistory);
  return ok(shown(core, messageIn(channel, param('message'))));
}

/** Newest first, whichever way it was asked; without the right to read history there is none. */
function list({ core, param, query }: Call): Reply {
  const channel = channelFor(core, param('channel'));
  const limit = Number(query.get('limit') ?? 50);
  if (!(limit >= 1 && limit <= 100))
    throw refuseField(['limit'], { code: 'NUMBER_TYPE_MAX', message: 'int value should be less than or equal to 100.' });
  if ((rightsIn(core.world, channel, core.bot.id) & Right.ReadMessageHistory) === 0n) return ok([]);
  const all = [...channel.messages.values()].filter(({ isDeleted, seenBy }) => !isDeleted && seenBy === undefined);
  const id = ({ data }: TwinMessage): bigint => BigInt(data.id);
  const asked = (name: string): bigint | undefined => (query.get(name) === null ? undefined : BigInt(query.get(name) ?? 0));
  const [after, before, around] = [asked('after'), asked('before'), asked('around')];
  const pick = (): readonly TwinMessage[] => {
    if (around !== undefined) {
      const half = Math.floor(limit / 2);
      const older = all.filter((one) => id(one) < around).slice(half === 0 ? Infinity : -half);
      return [...older, ...all.filter((one) => id(one) >= around).slice(0, limit - half)].slice(0, limit);
    }
    if (after !== undefined) return all.filter((one) => id(one) > after).slice(0, limit);
    return all.filter((one) => before === undefined || id(one) < before).slice(-limit);
  };
  return ok(
    pick()
      .toReversed()
      .map((one) => shown(core, one)),
  );
}

/** `/channels/:channel/messages`. */
export const messageRoutes: readonly Route[] = [
  { method: 'POST', path: '/channels/:channel/messages', limitedBy: 'channel', handle: create },
  { method: 'PATCH', path: '/channels/:channel/messages/:message', limitedBy: 'channel', handle: edit },
  { method: 'DELETE', path: '/channels/:channel/messages/:message', handle: remove },
  { method: 'GET', path: '/channels/:channel/messages', handle: list },
  { method: 'GET', path: '/channels/:channel/messages/:message', handle: get },
];
