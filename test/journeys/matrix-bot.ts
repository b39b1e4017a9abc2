import { onTestFinished } from 'vitest';
import { type MatrixOptions, type MatrixTwin, startMatrix } from '../twins/matrix/matrix-twin.ts';
import { type Behaviour, type ModelServer, startModel } from '../twins/model/model-server.ts';
import { freshFolder } from './probe.ts';
import { type SpawnedBot, spawnBot } from './spawn-bot.ts';

export interface MatrixScene {
  readonly twin: MatrixTwin;
  readonly model: ModelServer;
  readonly folder: string;
  /** Starts the bot with its token, again on the same folder after it ended; resolves when it says that it is ready. */
  start(env?: Readonly<Record<string, string>>): Promise<SpawnedBot>;
}

/** A homeserver of the test's, the bot on it, and a model that the test plays. */
export async function onMatrix(behave: Behaviour, options: MatrixOptions = {}): Promise<MatrixScene> {
  const twin = await startMatrix(options);
  const model = await startModel(behave);
  const folder = freshFolder();
  const { accessToken, deviceId } = twin.logIn();
  onTestFinished(async () => {
    await model.close();
    await twin.close();
  });
  return {
    twin,
    model,
    folder,
    start: (env = {}) =>
      spawnBot({
        platform: 'matrix',
        folder,
        modelPort: model.port,
        env: {
          MATRIX_HOMESERVER_URL: twin.url,
          MATRIX_USER: twin.bot.id,
          MATRIX_ACCESS_TOKEN: accessToken,
          MATRIX_DEVICE_ID: deviceId,
          ...env,
        },
      }),
  };
}
