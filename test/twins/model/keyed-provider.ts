import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BotError } from '../../../src/core/errors.ts';
import type { ProviderPart } from '../../../src/core/ports/part.ts';

const settings = z.object({
  ACME_KEY_HASH: z.string().optional().describe('Tests: SHA-256 of the one key that the provider takes, in hex.'),
});

export const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** A provider that is reached with a key of one's own: it knows one, and lists its models for that alone. */
export const keyedPart: ProviderPart<typeof settings> = {
  name: 'acme',
  settings,
  configured: ({ ACME_KEY_HASH }) => (ACME_KEY_HASH === undefined ? false : 'keys'),
  create: async ({ settings: { ACME_KEY_HASH } }) => ({
    name: 'acme',
    company: 'Acme',
    exposure: 'loopback',
    keys: { hasOperators: false },
    async *stream() {
      yield { type: 'text', text: 'acme speaking' };
      yield { type: 'finish', reason: 'stop', raw: 'stop' };
    },
    async listModels(_signal, key) {
      // Something deep in a library lets go of a promise, with the key in its words.
      if (key?.startsWith('sk-crash') === true) void Promise.reject(new Error(`no luck with ${key}\n    at ${key}`));
      // The message quotes the key, as some providers do: nobody may pass it on.
      if (key === undefined || hashOf(key) !== ACME_KEY_HASH) throw new BotError('provider-auth', `Incorrect API key provided: ${key}`);
      return [{ id: 'acme-1' }, { id: 'acme-2' }];
    },
  }),
};
