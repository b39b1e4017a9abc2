import { CollectStrategy, EncryptionAlgorithm, EncryptionSettings, HistoryVisibility } from '@matrix-org/matrix-sdk-crypto-wasm';
import { z } from 'zod';
import type { AdapterState } from '../../../../core/ports/adapter-state.ts';
import { EncryptionError } from './encryption-error.ts';

const settings = z.object({
  algorithm: z.string(),
  rotation_period_ms: z.number().int().positive().optional().catch(undefined),
  rotation_period_msgs: z.number().int().positive().optional().catch(undefined),
});
export type RoomSettings = z.infer<typeof settings>;

/** Which rooms are encrypted. Once one is, it stays so, whatever a server says later. */
export interface EncryptedRooms {
  /** Takes the content of `m.room.encryption`; a later one changes nothing. */
  note(room: string, content: unknown): Promise<void>;
  has(room: string): Promise<boolean>;
  /** Throws `unknown-algorithm` for what we cannot do. */
  settings(room: string): Promise<RoomSettings>;
}

const megolm = 'm.megolm.v1.aes-sha2';
const visibilities: Readonly<Record<string, HistoryVisibility>> = {
  world_readable: HistoryVisibility.WorldReadable,
  shared: HistoryVisibility.Shared,
  invited: HistoryVisibility.Invited,
  joined: HistoryVisibility.Joined,
};

export function createEncryptedRooms(state: AdapterState): EncryptedRooms {
  const key = (room: string): string => `encrypted-room/${room}`;
  return {
    async note(room, content) {
      if ((await state.get(key(room))) !== undefined) return;
      // Even what cannot be read makes the room an encrypted one.
      const read = settings.safeParse(content).data ?? { algorithm: 'unknown' };
      await state.set(key(room), JSON.stringify(read));
    },
    has: async (room) => (await state.get(key(room))) !== undefined,
    async settings(room) {
      const kept = await state.get(key(room));
      const read = kept === undefined ? { algorithm: megolm } : settings.parse(JSON.parse(kept));
      if (read.algorithm !== megolm) throw new EncryptionError('unknown-algorithm');
      return read;
    },
  };
}

/** Made anew for each call: the wasm takes it away. */
export function toMachineSettings(
  { rotation_period_ms: rotationMs, rotation_period_msgs: rotationMessages }: RoomSettings,
  { visibility, strict }: { readonly visibility: string; readonly strict: boolean },
): EncryptionSettings {
  const made = new EncryptionSettings();
  made.algorithm = EncryptionAlgorithm.MegolmV1AesSha2;
  made.historyVisibility = visibilities[visibility] ?? HistoryVisibility.Joined;
  made.sharingStrategy = strict ? CollectStrategy.identityBasedStrategy() : CollectStrategy.allDevices();
  // In microseconds.
  if (rotationMs !== undefined) made.rotationPeriod = BigInt(rotationMs) * 1_000n;
  if (rotationMessages !== undefined) made.rotationPeriodMessages = BigInt(rotationMessages);
  return made;
}
