import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createNetwork } from '../../adapters/network/index.ts';
import { openSqliteStore } from '../../adapters/stores/sqlite/index.ts';
import { createLibrary } from '../../core/personalities/create-library.ts';
import { createStudio } from '../../core/personalities/create-studio.ts';
import { discoverParts, readConfig, secretNames } from '../config.ts';
import { connectorsOf } from '../create-app.ts';
import { forgetSealed } from '../forget-sealed.ts';
import { loadPersonalities } from '../load-personalities.ts';
import { openVault } from '../open-vault.ts';
import { rotateKeys } from '../rotate-keys.ts';
import { createStoredVariables } from '../stored-variables.ts';
import { systemClock } from '../system-clock.ts';
import { version } from '../version.ts';
import { askBot } from '../writer-socket.ts';
import { writerJobs } from './writer-jobs.ts';

const variables = z.record(z.string(), z.string());
const personalities = fileURLToPath(new URL('../../../personalities', import.meta.url));

/** Has the running bot do a job; where none runs, opens the data folder and does it here. */
export async function doJob(name: string, argument: unknown): Promise<unknown> {
  const found = await discoverParts();
  const { base } = readConfig(found);
  const folder = resolve(base.MIACHAT_DATA_DIR);
  const answer = await askBot(folder, name, argument);
  if (answer !== undefined) return answer;
  const store = await openSqliteStore({ folder, clock: systemClock });
  try {
    const library = createLibrary({ ...(await loadPersonalities(personalities)), store });
    const jobs = writerJobs({
      ...{ store, library },
      studio: createStudio({ store, clock: systemClock, library }),
      rotate: (step) => rotateKeys({ store, vault: openVault(base) }, step),
      forgetSealed: (key) => forgetSealed({ store, vault: openVault(base), clock: systemClock }, key),
      host: {
        version,
        dataFolder: folder,
        defaultPersonality: '',
        forgetGraceMs: 0,
        cloud: 'never',
        connectors: [],
        async connected(values) {
          let keyFile: string | undefined;
          const vault = openVault(base, (file) => {
            keyFile = file;
          });
          await createStoredVariables({ store, vault, secrets: secretNames(found) }).keep(values, systemClock.now());
          return keyFile === undefined ? {} : { keyFile };
        },
      },
    });
    return await jobs[name]?.(argument);
  } finally {
    await store.close();
  }
}

/** Everything that can be connected. */
export async function findConnectors() {
  const found = await discoverParts();
  const config = readConfig(found);
  return connectorsOf(found, config, createNetwork({ localAddresses: config.base.MIACHAT_LOCAL_ADDRESSES }));
}

/** The same, knowing what was kept when something was connected before; secrets apart. */
export async function findConnectorsAgain() {
  const found = await discoverParts();
  // Looking makes no data folder.
  if (!existsSync(resolve(readConfig(found).base.MIACHAT_DATA_DIR))) return findConnectors();
  const config = readConfig(found, variables.parse(await doJob('variables', null)));
  return connectorsOf(found, config, createNetwork({ localAddresses: config.base.MIACHAT_LOCAL_ADDRESSES }));
}
