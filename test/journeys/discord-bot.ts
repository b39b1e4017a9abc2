import { onTestFinished } from 'vitest';
import type { ChatMessage } from '../twins/discord/actors/chat-message.ts';
import { type DiscordOptions, type DiscordTwin, startDiscord } from '../twins/discord/discord-twin.ts';
import { type Behaviour, type ModelServer, startModel } from '../twins/model/model-server.ts';
import { freshFolder } from './probe.ts';
import { type SpawnedBot, spawnBot } from './spawn-bot.ts';

export interface DiscordScene {
  readonly twin: DiscordTwin;
  readonly model: ModelServer;
  readonly folder: string;
  /** Starts the bot, again on the same folder after it ended; resolves when it says that it is ready. */
  start(env?: Readonly<Record<string, string>>): Promise<SpawnedBot>;
}

export { echo, promptText } from './behaviours.ts';

import { until } from './until.ts';

/** Commands are published once the bot is heard: Discord may take its time over them. */
export function commandsKnown(twin: DiscordTwin): Promise<void> {
  return until(() => twin.commands.some(({ name }) => name === 'tour'));
}

/** Waits until that button stands under a message and can be pressed. */
export function offers(message: ChatMessage, label: string): Promise<void> {
  return until(() => hasButton(message, label));
}

export const hasButton = ({ labels }: ChatMessage, label: string): boolean => labels.some((one) => one.endsWith(label));

export async function onDiscord(behave: Behaviour, options: DiscordOptions = {}): Promise<DiscordScene> {
  const twin = await startDiscord(options);
  const model = await startModel(behave);
  const folder = freshFolder();
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
        platform: 'discord',
        folder,
        modelPort: model.port,
        env: { DISCORD_TOKEN: twin.token, DISCORD_API_URL: twin.api, ...env },
      }),
  };
}
