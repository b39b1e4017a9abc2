import { afterEach } from 'vitest';
import { platformContract } from '../../../../test/contracts/platform-contract.ts';
import { startDiscordStage } from '../../../../test/fakes/discord-stage.ts';
import { type DiscordTwin, startDiscord } from '../../../../test/twins/discord/discord-twin.ts';

const twins: DiscordTwin[] = [];
afterEach(async () => {
  for (const twin of twins.splice(0)) {
    twin.noRefusals();
    twin.noPings();
    await twin.close();
  }
});

platformContract('Discord', async () => {
  const twin = await startDiscord();
  twins.push(twin);
  const { platform } = await startDiscordStage(twin, { isStarted: false });
  twin.guild('Den');
  const { dm } = twin.user('ada');
  let handedOver = 0;
  const { start } = platform;
  platform.start = (inbox, complete) =>
    start(async (event) => {
      const taken = await inbox(event);
      handedOver += 1;
      return taken;
    }, complete);
  return {
    platform,
    async say(text) {
      const before = handedOver;
      dm.says(text);
      for (let round = 0; round < 40 && handedOver === before; round += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    read: () => dm.transcript(),
  };
});
