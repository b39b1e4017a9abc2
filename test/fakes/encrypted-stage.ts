import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceLists, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { type Encryption, type EncryptionParts, openEncryption } from '../../src/adapters/platforms/matrix/encryption/engine.ts';
import type { LateEvent } from '../../src/adapters/platforms/matrix/encryption/late-events.ts';
import type { Machine } from '../../src/adapters/platforms/matrix/encryption/machine.ts';
import { openMachine } from '../../src/adapters/platforms/matrix/encryption/open-machine.ts';
import type { ShownEmoji } from '../../src/adapters/platforms/matrix/encryption/verification.ts';
import type { Content, MatrixEvent } from '../../src/adapters/platforms/matrix/events.ts';
import { createFakeClock } from './fake-clock.ts';
import { stateIn } from './kept-state.ts';
import { createKeyServer, type KeyServer } from './matrix-key-server.ts';
import { createRecordingLogger } from './recording-logger.ts';

/** One device with its disk; it can be closed and opened again. */
export interface StageDevice {
  readonly user: string;
  readonly device: string;
  readonly file: string;
  readonly kept: Map<string, string>;
  readonly late: LateEvent[];
  readonly shown: ShownEmoji[];
  readonly encryption: Encryption;
  open(more?: Partial<EncryptionParts>): Promise<Encryption>;
  close(): Promise<void>;
  /** Takes what the server has for it. */
  sync(only?: Parameters<KeyServer['sync']>[2]): Promise<void>;
  say(body: string, to: readonly StageDevice[]): Promise<MatrixEvent>;
}

/** Waits for what comes by itself; the machine may be busy. */
export async function until(check: () => unknown): Promise<void> {
  for (const end = Date.now() + 20_000; ; ) {
    try {
      await check();
      return;
    } catch (thrown) {
      if (Date.now() > end) throw thrown;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const room = '!den:example.org';

/** A key server in memory and devices with files in a folder of their own. */
export function openEncryptedStage() {
  const folder = mkdtempSync(join(tmpdir(), 'miachat-crypto-'));
  const server = createKeyServer();
  const clock = createFakeClock();
  const logger = createRecordingLogger();
  const devices: StageDevice[] = [];
  const apps: Machine[] = [];
  let events = 0;

  const remove = (): void => rmSync(folder, { recursive: true, force: true });

  function toEvent(sender: string, content: Content, type = 'm.room.encrypted'): MatrixEvent {
    events += 1;
    return { type, content, sender, event_id: `$event-${events}`, origin_server_ts: clock.now() };
  }

  function createDevice(user: string, device: string, given: Partial<EncryptionParts> = {}): StageDevice {
    const storeKey = new Uint8Array(randomBytes(32));
    let open: Encryption | undefined;
    const made: StageDevice = {
      user,
      device,
      file: join(folder, `${user.slice(1).replace(':', '-')}-${device}.db`),
      kept: new Map(),
      late: [],
      shown: [],
      get encryption() {
        if (open === undefined) throw new Error(`${device} is closed`);
        return open;
      },
      async open(more = {}) {
        open = await openEncryption({
          ...{ user, device, file: made.file, storeKey, clock, logger, strict: false, password: undefined, recoveryKey: undefined },
          request: server.as(user, device),
          state: stateIn(made.kept),
          onPanic: () => undefined,
          deliver: async (late) => void made.late.push(late),
          compare: async (shown) => {
            made.shown.push(shown);
            return true;
          },
          ...given,
          ...more,
        });
        return open;
      },
      async close() {
        await open?.close();
        open = undefined;
      },
      sync: (only) => made.encryption.receive(server.sync(user, device, only)),
      async say(body, to) {
        const users = [...new Set([user, ...to.map((each) => each.user)])];
        const members = users.map((each) => ({ user: each, membership: 'join' as const }));
        const audience = { room, members, visibility: 'shared' };
        return toEvent(user, await made.encryption.encrypt(audience, { type: 'm.room.message', content: { msgtype: 'm.text', body } }));
      },
    };
    devices.push(made);
    return made;
  }

  /** A machine alone, as it is in a person's app. */
  async function openApp(user: string, device: string): Promise<Machine> {
    const file = join(folder, `app-${device}.db`);
    const storeKey = new Uint8Array(randomBytes(32));
    const parts = { user, device, file, storeKey, clock, logger, strict: false, state: stateIn(new Map()), onPanic: () => undefined };
    const machine = await openMachine({ ...parts, request: server.as(user, device) });
    await machine.outgoing.flush();
    apps.push(machine);
    return machine;
  }

  return {
    openApp,
    async receive({ olm, user, device, outgoing }: Machine) {
      const { toDevice, changed, oneTimeKeys } = server.sync(user, device);
      const lists = new DeviceLists(changed.map((each) => new UserId(each)));
      await olm.receiveSyncChanges(JSON.stringify(toDevice), lists, new Map(Object.entries(oneTimeKeys)));
      await outgoing.flush();
    },
    folder,
    server,
    clock,
    logger,
    createDevice,
    toEvent,
    async end() {
      for (const device of devices) await device.close();
      for (const { olm, watch, file } of apps) {
        olm.close();
        watch.stop();
        file.close();
      }
      remove();
    },
    remove,
  };
}

export type EncryptedStage = ReturnType<typeof openEncryptedStage>;
