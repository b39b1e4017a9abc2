import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { complain } from './check-form.ts';
import { layout, rows } from './component.ts';
import { embeds } from './embed.ts';
import { snowflake } from './parts.ts';

const allowedMentions = z
  .strictObject({
    parse: z.array(z.enum(['roles', 'users', 'everyone'])).optional(),
    roles: z.array(snowflake).max(100).optional(),
    users: z.array(snowflake).max(100).optional(),
    replied_user: z.boolean().optional(),
  })
  .check((ctx) => {
    for (const kind of ['users', 'roles'] as const) {
      if (ctx.value.parse?.includes(kind) === true && (ctx.value[kind]?.length ?? 0) > 0)
        complain(ctx, 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', {
          path: ['parse'],
          message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
        });
    }
  });

const attachment = z.strictObject({
  id: z.union([z.string(), z.number()]),
  filename: z.string().max(260).nullish(),
  description: z.string().max(1024).nullish(),
  title: z.string().max(1024).nullish(),
  duration_secs: z.number().nullish(),
  waveform: z.string().nullish(),
  is_spoiler: z.boolean().optional(),
});

/** Which way a message is sent or changed: each takes other fields and flags. */
export type Way = 'create' | 'edit' | 'reply' | 'editReply';

const setable: Readonly<Record<Way, number>> = {
  create: MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2 | MessageFlags.IsVoiceMessage,
  edit: MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2,
  reply: MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
  editReply: MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2,
};

const frame = {
  content: z.string().max(2000).nullish(),
  embeds: embeds.nullish(),
  allowed_mentions: allowedMentions.nullish(),
  attachments: z.array(attachment).max(10).nullish(),
  flags: z.int().nullish(),
  // discord.js says so even where it means nothing.
  tts: z.literal(false).optional(),
  enforce_nonce: z.literal(false).optional(),
};
const reference = z.strictObject({
  type: z.int().optional(),
  message_id: snowflake,
  channel_id: snowflake.nullish(),
  guild_id: snowflake.nullish(),
  fail_if_not_exists: z.boolean().optional(),
});
const poll = z.unknown().optional();
const fields = {
  create: {
    ...frame,
    poll,
    tts: z.boolean().optional(),
    nonce: z.union([z.string().max(25), z.int()]).nullish(),
    enforce_nonce: z.boolean().optional(),
    message_reference: reference.nullish(),
    sticker_ids: z.array(snowflake).max(3).optional(),
  },
  edit: frame,
  // No nonce: Discord knows none for answers to interactions.
  reply: { ...frame, poll },
  editReply: { ...frame, poll },
};

/** What Discord takes as a message sent or changed that `way`; `isV2` is whether it is one of components only. */
export function messageForm(way: Way, isV2: boolean): z.ZodType {
  return z.strictObject({ ...fields[way], components: (isV2 ? layout : rows).nullish() }).check((ctx) => {
    const body: Readonly<Record<string, unknown>> = ctx.value;
    const flags = ctx.value.flags ?? 0;
    if ((flags & ~setable[way]) !== 0)
      complain(ctx, 'TWIN_FLAG_IGNORED', { path: ['flags'], message: `Discord ignores ${flags & ~setable[way]} here` });
    if (!isV2) return;
    for (const old of ['content', 'embeds', 'poll', 'sticker_ids']) {
      const value = body[old];
      if (value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0))
        complain(ctx, 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', {
          path: [old],
          message: `The '${old}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
        });
    }
  });
}
