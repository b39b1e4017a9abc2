import { z } from 'zod';
import { doorList } from './door-setting.ts';

/** What the operator may say about Discord; the token alone is enough. */
export const discordSettings = z.object({
  DISCORD_TOKEN: z
    .string()
    .min(8, { error: 'is too short' })
    .optional()
    .describe('Discord: the bot token.')
    .meta({ example: '', secret: true }),
  DISCORD_API_URL: z
    .url({ error: 'must be an http(s) address' })
    .optional()
    .describe('Discord: another API, base without version.')
    .meta({ example: '' }),
  DISCORD_MESSAGE_CONTENT: z
    .enum(['auto', 'on', 'off'])
    .default('auto')
    .describe('Discord: use the message content intent.')
    .meta({ example: 'auto' }),
  DISCORD_ALLOW: doorList(
    'Discord: the only places and people she listens to: server:ID, channel:ID, role:ID, user:ID, dm. Unset: all.',
    'server:123456789012345678,dm',
  ),
  DISCORD_DENY: doorList(
    'Discord: places and people she never listens to, written the same way; wins over DISCORD_ALLOW.',
    'role:123456789012345678',
  ),
});

export type DiscordSettings = z.infer<typeof discordSettings>;
