import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createRecordingLogger } from '../../../../test/fakes/recording-logger.ts';
import { type DiscordTwin, startDiscord } from '../../../../test/twins/discord/discord-twin.ts';
import { createGateway, type Gateway } from './gateway.ts';

let twin: DiscordTwin;
let clock: FakeClock;

beforeEach(async () => {
  twin = await startDiscord();
  clock = createFakeClock();
});
afterEach(() => twin.close());

const make = (): Gateway =>
  createGateway({
    token: twin.token,
    api: twin.api,
    logger: createRecordingLogger(),
    clock,
    content: 'auto',
    flags: 0,
    onPacket: () => undefined,
    onAllHere: () => undefined,
    onRefused: () => undefined,
  });

async function open(): Promise<Gateway> {
  const gateway = make();
  await gateway.open();
  return gateway;
}

describe('closing the connection', () => {
  it('says goodbye and leaves nothing behind that waits', async () => {
    const gateway = await open();
    expect(twin.gateway.connected).toBe(1);
    await gateway.close();
    expect(twin.gateway.connected).toBe(0);
    expect(clock.sleeping()).toBe(0);
  });

  it('waits three seconds for the other side, and no longer', async () => {
    const gateway = await open();
    twin.gateway.freezes();
    let isClosed = false;
    const closing = gateway.close().then(() => {
      isClosed = true;
    });
    await clock.advance(2_999);
    expect(isClosed).toBe(false);
    await clock.advance(1);
    await closing;
    expect(clock.sleeping()).toBe(0);
  });

  it('has nothing to close before it was opened', async () => {
    const gateway = make();
    await gateway.close();
    expect(clock.sleeping()).toBe(0);
  });
});
