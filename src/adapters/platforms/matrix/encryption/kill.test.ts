import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { MatrixError } from 'matrix-bot-sdk/lib/models/MatrixError.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type EncryptedStage, openEncryptedStage, room } from '../../../../../test/fakes/encrypted-stage.ts';
import { positionOf } from './replays.ts';

const mia = { user: '@mia:example.org', device: 'MIA' };
const call = z.object({
  id: z.number(),
  request: z.object({ method: z.enum(['GET', 'POST', 'PUT', 'DELETE']), path: z.string(), body: z.unknown().optional() }).optional(),
  get: z.string().optional(),
  set: z.tuple([z.string(), z.string()]).optional(),
});
const sealed = z.object({ sealed: z.record(z.string(), z.unknown()) });

let stage: EncryptedStage;
beforeEach(() => {
  stage = openEncryptedStage();
});
afterEach(() => stage.end());

/** Runs the program until it has sealed so many messages, then kills it in the midst of the next. */
async function sealUntilKilled(count: number, { kept, other }: { readonly kept: Map<string, string>; readonly other: string }) {
  const program = join(import.meta.dirname, '../../../../../test/fakes/encrypting.program.ts');
  const args = [program, join(stage.folder, 'mia.db'), mia.user, mia.device, other, room];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const request = stage.server.as(mia.user, mia.device);
  const messages: Record<string, unknown>[] = [];

  async function answer({ id, request: asked, get, set }: z.infer<typeof call>): Promise<void> {
    if (set !== undefined) kept.set(...set);
    const given = await (asked === undefined ? (get === undefined ? undefined : kept.get(get)) : request(asked));
    if (child.connected) child.send({ id, answer: given });
  }
  child.on('message', (told) => {
    const message = sealed.safeParse(told).data?.sealed;
    if (message === undefined) {
      const asked = call.parse(told);
      void answer(asked).catch((thrown: unknown) => {
        if (child.connected) child.send({ id: asked.id, refused: thrown instanceof MatrixError ? thrown.statusCode : 500 });
      });
      return;
    }
    if (messages.length < count) messages.push(message);
    if (messages.length === count) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return messages;
}

describe('after kill -9', () => {
  it('no step of a ratchet is used again, and everything sent can be read', async () => {
    const ada = stage.createDevice('@ada:example.org', 'ADA');
    await ada.open();
    const kept = new Map<string, string>();
    const messages = [];
    for (const count of [3, 8, 5, 10, 2]) messages.push(...(await sealUntilKilled(count, { kept, other: ada.user })));
    const places = messages.map((content) => JSON.stringify(positionOf(content)));
    expect(places).not.toContain(undefined);
    expect(new Set(places).size).toBe(28);
    await ada.sync();
    for (const content of messages)
      expect(await ada.encryption.decrypt(room, stage.toEvent(mia.user, content))).toMatchObject({ kind: 'decrypted' });
  });
});
