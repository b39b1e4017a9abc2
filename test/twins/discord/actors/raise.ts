import { randomBytes } from 'node:crypto';
import type { APIMessageInteractionMetadata, InteractionType } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { dispatch } from '../gateway/dispatch.ts';
import { firstAnswerMs, type Interaction } from '../interactions/interactions.ts';
import { forBot } from '../message/for-bot.ts';
import { maxFileBytes } from '../message/store-file.ts';
import { toMember, toPartialChannel } from '../state/payloads.ts';
import { Right, rightsIn } from '../state/permissions.ts';
import type { TwinMessage } from '../state/world.ts';
import { contextOf, type Owners, type Place } from './find-command.ts';

export interface Raising {
  readonly place: Place;
  readonly type: InteractionType;
  readonly data: unknown;
  readonly owners: Owners;
  readonly source?: TwinMessage | undefined;
  readonly isMenu?: boolean;
  readonly metadata?: object;
}

/** What an application may do where it is no member. */
const strangersRights = Right.EmbedLinks | Right.AttachFiles | Right.MentionEveryone | Right.UseExternalEmojis;

/** Tells the bot what a person did, and waits from then on for the answer. */
export function raise(core: Core, { place, type, data, owners, source, isMenu = false, metadata = {} }: Raising): Interaction {
  const { channel, user } = place;
  const { world, clock, bot } = core;
  const guild = world.guilds.get(channel.guildId ?? '');
  const context = contextOf(core, channel);
  const isForeign = owners['0'] === undefined && context !== 1;
  const rights = rightsIn(world, channel, user.data.id);
  const interaction: Interaction = {
    id: clock.snowflake(),
    token: randomBytes(32).toString('hex'),
    type,
    madeAt: clock.now(),
    userId: user.data.id,
    channel,
    isMenu,
    isForeign,
    isForcedPrivate: isForeign && context === 0 && (rights & Right.UseExternalApps) === 0n,
    source,
    metadata: {
      id: clock.snowflake(),
      type,
      user: user.data,
      authorizing_integration_owners: owners,
      ...metadata,
    } as APIMessageInteractionMetadata,
    answered: undefined,
    original: undefined,
    followUps: 0,
    said: [],
    hasFailed: false,
  };
  core.interactions.all.set(interaction.id, interaction);
  const member = guild?.members.get(user.data.id);
  const payload = {
    id: interaction.id,
    application_id: bot.id,
    type,
    data,
    token: interaction.token,
    version: 1,
    channel: toPartialChannel(core, channel, rights),
    channel_id: channel.id,
    app_permissions: String(isForeign ? strangersRights : rightsIn(world, channel, bot.id)),
    locale: user.locale,
    entitlements: [],
    authorizing_integration_owners: owners,
    context,
    attachment_size_limit: maxFileBytes,
    ...(guild === undefined
      ? { user: user.data }
      : {
          guild: { id: guild.id, locale: 'en-US', features: [] },
          guild_id: guild.id,
          guild_locale: 'en-US',
          ...(member === undefined ? {} : { member: { ...toMember(core, member), permissions: String(rights) } }),
        }),
    ...(source === undefined ? {} : { message: forBot(core, source, true) }),
  };
  clock.at(interaction.madeAt + firstAnswerMs + 1, () => {
    interaction.hasFailed = interaction.answered === undefined;
    world.changed();
  });
  dispatch(core, { event: 'INTERACTION_CREATE', guildId: channel.guildId, intents: 0 }, () => payload);
  return interaction;
}
