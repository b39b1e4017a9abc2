import { resolve } from 'node:path';
import { createVault, type Vault } from '../adapters/secrets/index.ts';
import type { Config } from './config.ts';

/** The vault of this installation; its key file stands beside the data folder, not in it, so that a copy of the data alone opens nothing. */
export function openVault(
  { MIACHAT_DATA_DIR, MIACHAT_KEY_FILE, MIACHAT_KEYS }: Config['base'],
  made: (file: string) => void = () => undefined,
): Vault {
  return createVault({ file: resolve(MIACHAT_KEY_FILE ?? `${resolve(MIACHAT_DATA_DIR)}.key`), keys: MIACHAT_KEYS, made });
}
