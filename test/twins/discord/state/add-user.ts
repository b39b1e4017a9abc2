import { type APIUser, ChannelType } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import type { TwinChannel, TwinUser } from './world.ts';

export interface NewUser {
  readonly isBot?: boolean;
  /** Joins no server by itself. */
  readonly isStranger?: boolean;
  readonly locale?: TwinUser['locale'];
}

export function addUser(
  { world, clock }: Pick<Core, 'world' | 'clock'>,
  name: string,
  { isBot = false, locale = 'en-US' }: NewUser = {},
): TwinUser {
  const id = clock.snowflake();
  const data: APIUser = {
    id,
    username: name,
    discriminator: '0',
    global_name: isBot ? null : name,
    avatar: null,
    ...(isBot ? { bot: true } : {}),
  };
  const user = { data, hasClosedDms: false, hasInstalled: false, locale };
  world.users.set(id, user);
  return user;
}

/** A conversation among people, without the bot. */
export function addGroup({ world, clock }: Core, people: readonly { readonly id: string }[]): TwinChannel {
  const channel: TwinChannel = {
    id: clock.snowflake(),
    type: ChannelType.GroupDM,
    guildId: undefined,
    parentId: undefined,
    recipients: people.map(({ id }) => id),
    thread: undefined,
    name: '',
    topic: null,
    isAgeRestricted: false,
    overwrites: [],
    messages: new Map(),
    typings: [],
  };
  world.channels.set(channel.id, channel);
  return channel;
}
