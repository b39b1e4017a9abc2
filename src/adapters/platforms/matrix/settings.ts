import { z } from 'zod';

const secret = (help: string) => z.string().min(8, { error: 'is too short' }).optional().describe(help).meta({ example: '', secret: true });

/** What the operator may say about Matrix: where, as whom, and a password or a token. */
export const matrixSettings = z.object({
  MATRIX_HOMESERVER_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
    .optional()
    .describe('Matrix: the homeserver.')
    .meta({ example: 'https://matrix.example.org' }),
  MATRIX_USER: z
    .string()
    .regex(/^@[^:]+:.+$/, { error: 'must look like @mia:example.org' })
    .optional()
    .describe("Matrix: the bot's account.")
    .meta({ example: '@mia:example.org' }),
  MATRIX_PASSWORD: z.string().optional().describe('Matrix: its password.').meta({ example: '', secret: true }),
  MATRIX_ACCESS_TOKEN: secret('Matrix: an access token instead of the password.'),
  MATRIX_DEVICE_ID: z.string().optional().describe('Matrix: the device of that token.').meta({ example: '' }),
  MATRIX_INVITES: z
    .string()
    .optional()
    .describe(
      'Matrix: who may invite her: patterns, * stands for anything. Unset: whoever may talk (MIACHAT_ALLOW), else everyone on her homeserver.',
    )
    .meta({ example: '@*:example.org' }),
  MATRIX_ENCRYPTION: z
    .enum(['on', 'off', 'strict'])
    .default('on')
    .describe('Matrix: encryption; strict talks to verified devices only.')
    .meta({ example: 'on' }),
  MATRIX_RECOVERY_KEY: secret('Matrix: the recovery key, to read old rooms after losing the disk.'),
});

export type MatrixSettings = z.infer<typeof matrixSettings>;
