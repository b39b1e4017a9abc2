import { randomBytes } from 'node:crypto';
import type { Core } from '../core.ts';
import type { StoredFile } from './world.ts';

/** Keeps a file; its `mxc://` address. */
export function storeFile(core: Core, file: StoredFile): string {
  const path = `${core.world.serverName}/${randomBytes(12).toString('hex')}`;
  core.world.files.set(path, file);
  core.world.changed();
  return `mxc://${path}`;
}
