import { keyMissing, keyWrong } from './failures.ts';
import { addToKeyFile, makeKeyFile, readKeyFile, thinKeyFile } from './key-file.ts';
import type { KeyRing } from './key-ring.ts';
import { readKeyRing } from './read-key-ring.ts';
import { keyNameOf, type SealedPlace, seal, unseal } from './seal.ts';
import { Secret } from './secret.ts';

/** A secret as it may lie on a disk. */
export interface Sealed {
  readonly sealed: string;
  /** Name of the key it was sealed with. */
  readonly keyId: string;
}

export interface Vault {
  /** Seals with the active key; without any key a key file is made first. */
  seal(secret: Secret, place: SealedPlace): Promise<Sealed>;
  /** Throws `key-missing` or `key-wrong`, saying what to do. */
  open(sealed: string, place: SealedPlace): Promise<Secret>;
  /** Names of the keys at hand, the active one first; none: no key was ever made. Throws `key-wrong` where what is there cannot be used. */
  keys(): Promise<readonly string[]>;
  /** One after the other: what is sealed here is kept before the next one looks, so that no secret is left behind under a key that goes. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
  /** A new key before the others. Absent: the keys stand in the environment, where only the operator changes them. */
  addKey?(): Promise<void>;
  /** Every key but the active one goes. */
  dropOthers?(): Promise<void>;
}

export interface VaultPlan {
  /** The key file; read at the first need, so that who keeps no secret needs none. */
  readonly file: string;
  /** `NAME:BASE64,…` from the environment: taken instead of the file. */
  readonly keys?: string | undefined;
  /** A key file was made: people should hear of it. */
  made?(file: string): void;
}

/** Seals and opens secrets with the ring of keys of this installation. */
export function createVault({ file, keys, made }: VaultPlan): Vault {
  const source = keys === undefined ? file : 'MIACHAT_KEYS';

  // Read anew each time: a file that was put back is found without a restart.
  const load = async (): Promise<KeyRing | undefined> => (keys === undefined ? readKeyFile(file) : readKeyRing(keys, source));

  async function loadOrMake(): Promise<KeyRing | undefined> {
    const ring = await load();
    if (ring !== undefined) return ring;
    await makeKeyFile(file);
    made?.(file);
    return load();
  }

  let last: Promise<unknown> = Promise.resolve();

  async function change(how: (path: string, ring: KeyRing) => Promise<void>): Promise<void> {
    const ring = await readKeyFile(file);
    if (ring !== undefined) await how(file, ring);
  }

  return {
    keys: async () => {
      const ring = await load();
      return ring === undefined ? [] : [ring.active, ...[...ring.keys.keys()].filter((name) => name !== ring.active)];
    },
    inTurn(work) {
      const done = last.then(work);
      last = done.catch(() => undefined);
      return done;
    },
    ...(keys === undefined ? { addKey: () => change(addToKeyFile), dropOthers: () => change(thinKeyFile) } : {}),
    async seal(secret, place) {
      const ring = await loadOrMake();
      const key = ring?.keys.get(ring.active);
      if (ring === undefined || key === undefined) throw keyWrong('unreadable', { source, reason: 'ENOENT' });
      return { sealed: seal(secret.reveal(), place, { name: ring.active, key }), keyId: ring.active };
    },
    async open(sealed, place) {
      const { name } = place;
      const keyName = keyNameOf(sealed);
      const ring = await load();
      if (keyName === undefined) throw keyWrong('mismatch', { name, source, key: '?' });
      const key = ring?.keys.get(keyName);
      if (key === undefined) throw keyMissing({ name, source, key: keyName });
      const plain = unseal(sealed, place, key);
      if (plain === undefined) throw keyWrong('mismatch', { name, source, key: keyName });
      return new Secret(plain);
    },
  };
}
