import { setTimeout as pass } from 'node:timers/promises';
import { afterEach } from 'vitest';
import type { Platform } from '../../src/core/ports/platform.ts';
import { type PlatformHarness, platformContract } from '../contracts/platform-contract.ts';
import { startMatrixStage } from '../fakes/matrix-stage.ts';
import { person } from './person.ts';
import { synapse } from './synapse.ts';
import type { Talk } from './talk.ts';
import { until } from './until.ts';

const server = synapse('relaxed');
/** Long enough for a sync on loopback to bring what must not be handed over any more. */
const afterStopMs = 500;
const running: Platform[] = [];

afterEach(async () => {
  for (const platform of running.splice(0)) await platform.stop();
});

platformContract('Matrix on Synapse', async (): Promise<PlatformHarness> => {
  const { userId, password, accessToken, deviceId } = await server.register('mia');
  const bot = { id: userId, name: 'mia', password };
  const { platform } = await startMatrixStage(
    { url: server.url, bot, clock: { now: () => Date.now() }, logIn: () => ({ accessToken, deviceId }) },
    { isStarted: false },
  );
  const ada = await person(server, 'ada');
  let dm: Talk | undefined;
  let handedOver = 0;
  let isOver = false;
  const { start, stop, send, edit } = platform;
  return {
    platform: Object.assign(platform, {
      async start(...[inbox, complete]: Parameters<Platform['start']>) {
        running.push(platform);
        await start(async (event) => {
          const taken = await inbox(event);
          if (event.kind === 'message') handedOver += 1;
          return taken;
        }, complete);
        dm = await ada.invites(userId);
      },
      async stop() {
        isOver = true;
        await stop();
      },
      async send(...given: Parameters<Platform['send']>) {
        const ref = await send(...given);
        await dm?.catchesUp();
        return ref;
      },
      async edit(...given: Parameters<NonNullable<Platform['edit']>>) {
        await edit?.(...given);
        await dm?.catchesUp();
      },
    }),
    async say(text) {
      const before = handedOver;
      await dm?.says(text);
      if (isOver) await pass(afterStopMs);
      else await until(() => (handedOver > before ? true : undefined), { otherwise: () => `${text} was never handed over` });
      await dm?.catchesUp();
    },
    read: () => dm?.transcript() ?? '',
  };
});
