import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { BotError } from '../../../src/core/errors.ts';
import type { ProviderPart } from '../../../src/core/ports/part.ts';
import type { Delta, Health } from '../../../src/core/ports/provider.ts';

const settings = z.object({
  WIRE_PORT: z.string().optional().describe('Tests: port of the model server.'),
  WIRE_SEES: z.string().optional().describe('Tests: the model can be shown pictures.'),
});

const delta = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('reasoning'), text: z.string() }),
  z.object({ type: z.literal('finish'), reason: z.enum(['stop', 'length', 'refusal']), raw: z.string() }),
  z.object({ type: z.literal('fail') }),
]);

const eye = { id: 'eye', window: 8_192, sees: true };
const words = { en: 'a model that sees', de: 'ein Modell, das sieht' };
const seeing: Health = { state: 'up', address: 'here', models: [eye], chosen: { model: eye, why: words }, summary: words };

/** A model in another process, over loopback: one JSON line out, a JSON line per delta back. */
export const wirePart: ProviderPart<typeof settings> = {
  name: 'wire',
  settings,
  configured: ({ WIRE_PORT }) => WIRE_PORT !== undefined,
  create: async ({ settings: { WIRE_PORT, WIRE_SEES } }) => ({
    name: 'wire',
    exposure: 'loopback',
    atOnce: 10_000,
    ...(WIRE_SEES === undefined ? {} : { health: async () => seeing }),
    async *stream(request, { signal }): AsyncIterable<Delta> {
      const socket = connect({ host: '127.0.0.1', port: Number(WIRE_PORT) });
      const cut = (): void => void socket.destroy();
      signal.addEventListener('abort', cut, { once: true });
      socket.on('error', cut);
      try {
        socket.write(`${JSON.stringify(request)}\n`);
        for await (const line of createInterface({ input: socket })) {
          const read = delta.parse(JSON.parse(line));
          if (read.type === 'fail') throw new BotError('provider-failed', 'the model said so');
          yield read;
        }
      } finally {
        signal.removeEventListener('abort', cut);
        socket.destroy();
      }
    },
  }),
};
