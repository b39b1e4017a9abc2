import { LRUCache } from 'lru-cache';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { PlatformSetup } from '../../../core/ports/platform.ts';
import type { MatrixApi } from './api.ts';
import { isTransient, limitedFor, toMatrixError } from './errors.ts';

export interface PortraitsParts {
  readonly api: Pick<MatrixApi, 'upload'>;
  readonly logger: Logger;
  readonly state: AdapterState;
  /** Whose media these are: another homeserver knows nothing of them. */
  readonly server: string;
  readonly picture: PlatformSetup['picture'];
}

/** Portraits as `mxc:` addresses, by what they are called: each is brought to the homeserver once, through restarts. */
export interface Portraits {
  /** Undefined where it was never brought there: no word waits for a picture. */
  known(hash: string): Promise<string | undefined>;
  /** Brings it there if need be. Undefined: it is gone, or the server does not take it. */
  bring(hash: string): Promise<string | undefined>;
  /** Whether this is one that we have brought there. */
  isOurs(address: string): Promise<boolean>;
}

export function createPortraits({ api, logger, state, server, picture }: PortraitsParts): Portraits {
  const prefix = `portrait/${server}/`;
  const bringing = new Map<string, Promise<string | undefined>>();
  /** What a server has refused for what it is, it would refuse again. */
  const refused = new LRUCache<string, true>({ max: 100 });

  async function upload(hash: string): Promise<string | undefined> {
    const known = await state.get(prefix + hash);
    if (known !== undefined || refused.has(hash)) return known;
    try {
      const found = await picture?.(hash);
      if (found === undefined) return undefined;
      const address = await api.upload(found.bytes, { name: 'portrait', type: found.mime });
      await state.set(prefix + hash, address);
      return address;
    } catch (thrown) {
      if (!isTransient(thrown) && limitedFor(thrown) === undefined) refused.set(hash, true);
      logger.info('matrix-portrait-not-brought', { code: toMatrixError(thrown).code });
      return undefined;
    }
  }

  return {
    known: (hash) => state.get(prefix + hash),
    bring(hash) {
      const work = bringing.get(hash) ?? upload(hash).finally(() => bringing.delete(hash));
      bringing.set(hash, work);
      return work;
    },
    isOurs: async (address) => (await state.list(prefix)).some(({ value }) => value === address),
  };
}
