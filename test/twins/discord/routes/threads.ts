import { ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Core } from '../core.ts';
import { type Call, done, ok, type Reply, type Route } from '../http/route.ts';
import { Codes, Refusal } from '../refusal.ts';
import { checkForm } from '../schemas/check-form.ts';
import { addThread, writeThreadLine } from '../state/add-channel.ts';
import { channelsOf, iso, toChannel } from '../state/payloads.ts';
import { canSee, Right } from '../state/permissions.ts';
import type { TwinChannel } from '../state/world.ts';
import { channelFor, guildFor, messageIn } from './access.ts';

const frame = {
  name: z.string().min(1).max(100),
  auto_archive_duration: z.union([z.literal(60), z.literal(1440), z.literal(4320), z.literal(10080)]).optional(),
  rate_limit_per_user: z.int().min(0).max(21600).nullish(),
};
const onMessage = z.strictObject({ ...frame, type: z.int().min(10).max(11).optional() });
const alone = z.strictObject({ ...frame, type: z.int().min(10).max(12).optional(), invitable: z.boolean().optional() });

function fromMessage({ core, param, body }: Call): Reply {
  const parent = channelFor(core, param('channel'), Right.CreatePublicThreads);
  if (parent.guildId === undefined || parent.thread !== undefined) throw new Refusal(Codes.CannotExecuteActionOnThisChannelType);
  const from = messageIn(parent, param('message'));
  const wanted = checkForm<z.infer<typeof onMessage>>(onMessage, body);
  if (core.world.channels.has(from.data.id)) throw new Refusal(Codes.ThreadAlreadyCreatedForMessage);
  const thread = addThread(core, parent, {
    name: wanted.name,
    ownerId: core.bot.id,
    type: ChannelType.PublicThread,
    from,
    autoArchive: wanted.auto_archive_duration,
  });
  writeThreadLine(core, thread, from);
  return { status: 201, body: toChannel(core, thread) };
}

function standalone({ core, param, body }: Call): Reply {
  const parent = channelFor(core, param('channel'));
  if (parent.type !== ChannelType.GuildText) throw new Refusal(Codes.CannotExecuteActionOnThisChannelType);
  const wanted = checkForm<z.infer<typeof alone>>(alone, body);
  const type = wanted.type === ChannelType.PublicThread ? ChannelType.PublicThread : ChannelType.PrivateThread;
  channelFor(core, parent.id, type === ChannelType.PublicThread ? Right.CreatePublicThreads : Right.CreatePrivateThreads);
  const thread = addThread(core, parent, { name: wanted.name, ownerId: core.bot.id, type, autoArchive: wanted.auto_archive_duration });
  writeThreadLine(core, thread, undefined);
  return { status: 201, body: toChannel(core, thread) };
}

function membersOf(core: Core, id: string): { readonly thread: TwinChannel; readonly members: Set<string> } {
  const thread = channelFor(core, id);
  if (thread.thread === undefined) throw new Refusal(Codes.CannotExecuteActionOnThisChannelType);
  return { thread, members: thread.thread.members };
}

const target = (core: Core, id: string): string => (id === '@me' ? core.bot.id : id);

/** Threads and who is in them. */
export const threadRoutes: readonly Route[] = [
  { method: 'POST', path: '/channels/:channel/messages/:message/threads', handle: fromMessage },
  { method: 'POST', path: '/channels/:channel/threads', handle: standalone },
  {
    method: 'PUT',
    path: '/channels/:channel/thread-members/:user',
    handle({ core, param }) {
      membersOf(core, param('channel')).members.add(target(core, param('user')));
      return done;
    },
  },
  {
    method: 'DELETE',
    path: '/channels/:channel/thread-members/:user',
    handle({ core, param }) {
      membersOf(core, param('channel')).members.delete(target(core, param('user')));
      return done;
    },
  },
  {
    method: 'GET',
    path: '/channels/:channel/thread-members',
    handle({ core, param }) {
      const { thread, members } = membersOf(core, param('channel'));
      return ok([...members].map((id) => ({ id: thread.id, user_id: id, join_timestamp: iso(core.clock.now()), flags: 0 })));
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/threads/active',
    handle({ core, param }) {
      const { threads } = channelsOf(core, guildFor(core, param('guild')));
      const open = threads.filter((one) => one.thread?.archived === false && canSee(core.world, one, core.bot.id));
      return ok({ threads: open.map((one) => toChannel(core, one)), members: [], has_more: false });
    },
  },
];
