import { z } from 'zod';
import type { AdapterState } from '../../../../core/ports/adapter-state.ts';
import type { AccountData } from './account-data.ts';
import { EncryptionError } from './encryption-error.ts';

const kept = z.object({ commits: z.number(), fingerprint: z.string() });
const told = z.object({ device: z.string(), commits: z.number() });
/** Two numbers and a device's id; nothing secret. */
const accountType = 'dev.miachat.crypto_store';

/**
 * How far `crypto.db` has come, noted outside of it: in the bot's own database after every step, which finds a restored `crypto.db`,
 * and on the server at every start and stop, which finds a restored data folder.
 */
export interface StoreMarks {
  /** Throws when `crypto.db` has been further, or was another one. */
  check(now: { readonly commits: number; readonly fingerprint: string }): Promise<void>;
  /** Before anything that the step made may leave the process. */
  note(now: { readonly commits: number; readonly fingerprint: string }): Promise<void>;
  tellServer(commits: number): Promise<void>;
}

export function createStoreMarks(
  { state, accountData }: { readonly state: AdapterState; readonly accountData: AccountData },
  { user, device }: { readonly user: string; readonly device: string },
): StoreMarks {
  const key = `crypto-store/${user}/${device}`;
  return {
    async check({ commits, fingerprint }) {
      const here = kept.safeParse(JSON.parse((await state.get(key)) ?? 'null')).data;
      if (here !== undefined && here.fingerprint !== fingerprint) throw new EncryptionError('store-lost');
      const there = told.safeParse(await accountData.read(accountType)).data;
      const furthest = Math.max(here?.commits ?? 0, there?.device === device ? there.commits : 0);
      if (commits < furthest) throw new EncryptionError('store-rolled-back');
    },
    note: (now) => state.set(key, JSON.stringify(now)),
    tellServer: (commits) => accountData.write(accountType, { device, commits }),
  };
}
