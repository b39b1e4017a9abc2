import { onTestFinished } from 'vitest';
import { freshFolder } from '../journeys/probe.ts';
import { type SpawnedBot, spawnBot } from '../journeys/spawn-bot.ts';
import { type Behaviour, type ModelServer, startModel } from '../twins/model/model-server.ts';
import type { Account } from './client-api.ts';
import { type Person, person } from './person.ts';
import type { RateLimits } from './start-synapse.ts';
import { type Homeserver, synapse } from './synapse.ts';

export interface MatrixScene {
  readonly server: Homeserver;
  readonly model: ModelServer;
  /** The bot's account: a new one per scene, since a server limits how often one user is invited. */
  readonly bot: Account;
  readonly folder: string;
  person(name: string): Promise<Person>;
  /** Starts the bot, again on the same folder after it ended; resolves when it says that it is ready. */
  start(env?: Readonly<Record<string, string>>): Promise<SpawnedBot>;
}

/** A real homeserver, a bot as a service would run it, and a model that the test plays. */
export async function onMatrix(behave: Behaviour, { limits = 'relaxed' }: { readonly limits?: RateLimits } = {}): Promise<MatrixScene> {
  const server = synapse(limits);
  const bot = await server.register('mia');
  const model = await startModel(behave);
  const folder = freshFolder();
  onTestFinished(() => model.close());
  return {
    server,
    model,
    bot,
    folder,
    person: (name) => person(server, name),
    start: (env = {}) =>
      spawnBot({
        platform: 'matrix',
        folder,
        modelPort: model.port,
        env: {
          MATRIX_HOMESERVER_URL: server.url,
          MATRIX_USER: bot.userId,
          MATRIX_ACCESS_TOKEN: bot.accessToken,
          MATRIX_DEVICE_ID: bot.deviceId,
          ...env,
        },
      }),
  };
}
