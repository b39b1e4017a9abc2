import { z } from 'zod';
import { addressRanges, keyRing, listOf, port, positive } from './setting-types.ts';

const participant = /^[a-z]+:\S+$/;

/** The settings of the bot as a whole. The examples are what holds when nothing is set. */
export const baseSettings = z.object({
  MIACHAT_DATA_DIR: z.string().default('./data').describe('Folder of everything the bot keeps.').meta({ example: './data' }),
  MIACHAT_OWNERS: listOf(participant, 'participants like discord:1 or matrix:@a:example.org')
    .optional()
    .describe('Who runs this bot: participants, separated by commas.')
    .meta({ example: 'discord:1,matrix:@a:example.org' }),
  MIACHAT_ALLOW: listOf(participant, 'patterns like discord:* or matrix:@*:example.org')
    .optional()
    .describe('Who may talk to her: patterns, * stands for anything. Unset: everyone on Discord, her own homeserver on Matrix.')
    .meta({ example: 'discord:*,matrix:@*:example.org' }),
  MIACHAT_PROVIDER: z
    .string()
    .optional()
    .describe('The first choice among the model providers. Unset: whatever is configured or found.')
    .meta({ example: 'ollama' }),
  MIACHAT_MODEL: z.string().optional().describe('The model of that provider.').meta({ example: 'llama3.1:8b' }),
  MIACHAT_PERSONALITY: z
    .string()
    .default('mia')
    .describe('Id of the personality that answers unless somebody chose another.')
    .meta({ example: 'mia' }),
  MIACHAT_CLOUD: z
    .enum(['ask', 'allow', 'never'])
    .default('ask')
    .describe('May text leave your own machines: ask each person first, allow, or never.')
    .meta({ example: 'ask' }),
  MIACHAT_LOCAL_ADDRESSES: addressRanges
    .optional()
    .describe('Address ranges that count as your own network. Unset: the private ranges.')
    .meta({ example: '192.168.0.0/16' }),
  MIACHAT_KEY_FILE: z
    .string()
    .optional()
    .describe('File of the key that secrets are encrypted with. Unset: beside the data folder.')
    .meta({ example: './data.key' }),
  MIACHAT_KEYS: keyRing
    .optional()
    .describe('The keys themselves instead of the file, the first is active.')
    .meta({ example: '', secret: true }),
  MIACHAT_FIRST_TOKEN_MS: positive(90_000, 'milliseconds')
    .describe('How long a model may take to begin, in milliseconds.')
    .meta({ example: '90000' }),
  MIACHAT_IDLE_MS: positive(20_000, 'milliseconds')
    .describe('How long a model may pause while it answers, in milliseconds.')
    .meta({ example: '20000' }),
  MIACHAT_FORGET_GRACE_S: positive(600, 'seconds')
    .describe('How long something forgotten can be brought back, in seconds.')
    .meta({ example: '600' }),
  MIACHAT_NOTICE: z
    .enum(['first', 'daily', 'daily+3h'])
    .optional()
    .describe('How often she says that she is an AI.')
    .meta({ example: 'daily+3h' }),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .optional()
    .describe('What goes to the log on stderr. Unset: info, and silent in a terminal.')
    .meta({ example: 'info' }),
  METRICS_PORT: port.optional().describe('Port on 127.0.0.1 for health and metrics. Unset: none.').meta({ example: '9464' }),
});
