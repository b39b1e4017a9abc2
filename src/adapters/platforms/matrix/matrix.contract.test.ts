import { afterEach } from 'vitest';
import { platformContract } from '../../../../test/contracts/platform-contract.ts';
import { startMatrixStage } from '../../../../test/fakes/matrix-stage.ts';
import { type MatrixTwin, startMatrix } from '../../../../test/twins/matrix/matrix-twin.ts';

const twins: MatrixTwin[] = [];
afterEach(async () => {
  for (const twin of twins.splice(0)) {
    await twin.close();
    twin.noRefusals();
    twin.noPings();
  }
});

platformContract('Matrix', async () => {
  const twin = await startMatrix();
  twins.push(twin);
  const { platform } = await startMatrixStage(twin, { isStarted: false });
  const { dm } = twin.user('ada');
  let handedOver = 0;
  const { start } = platform;
  platform.start = async (inbox, complete) => {
    await start(async (event) => {
      const taken = await inbox(event);
      if (event.kind === 'message') handedOver += 1;
      return taken;
    }, complete);
    await dm.room.until('the bot has come', () => dm.room.membership(twin.bot) === 'join');
  };
  return {
    platform,
    async say(text) {
      const before = handedOver;
      dm.says(text);
      for (let round = 0; round < 100 && handedOver === before; round += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    read: () => dm.transcript(),
  };
});
