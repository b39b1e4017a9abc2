import type { PlatformPart } from '../../../core/ports/part.ts';
import { discordSettings } from './settings.ts';

export default {
  name: 'discord',
  settings: discordSettings,
  wanted: ({ DISCORD_TOKEN }) => DISCORD_TOKEN !== undefined,
  async connector({ DISCORD_API_URL }) {
    const [{ createDiscordConnector }, { setTimeout: sleep }] = await Promise.all([
      import('./connector.ts'),
      import('node:timers/promises'),
    ]);
    return createDiscordConnector({ apiUrl: DISCORD_API_URL, sleep: (ms, signal) => sleep(ms, undefined, { signal }) });
  },
  async create(setup) {
    const { createDiscordPlatform } = await import('./discord-platform.ts');
    return createDiscordPlatform(setup);
  },
} satisfies PlatformPart<typeof discordSettings>;
