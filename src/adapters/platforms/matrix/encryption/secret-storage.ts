import { createCipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { AccountData } from './account-data.ts';
import { EncryptionError } from './encryption-error.ts';

/** What the account keeps sealed on the server (`m.secret_storage.v1.aes-hmac-sha2`); whoever has the recovery key opens it. */
export interface SecretStorage {
  /** Undefined when the account has none yet. */
  open(key: Uint8Array): Promise<OpenSecrets | undefined>;
  /** A new one under this key, the account's default from now on. */
  create(key: Uint8Array): Promise<OpenSecrets>;
}

export interface OpenSecrets {
  /** Undefined when there is none of this name, or none that this key opens. */
  read(name: string): Promise<string | undefined>;
  write(name: string, secret: string): Promise<void>;
}

const algorithm = 'm.secret_storage.v1.aes-hmac-sha2';
const sealed = z.object({ iv: z.string(), ciphertext: z.string(), mac: z.string() });
const description = z.object({ algorithm: z.literal(algorithm), iv: z.string(), mac: z.string() });
type Sealed = z.infer<typeof sealed>;

export function createSecretStorage(accountData: AccountData): SecretStorage {
  function opened(id: string, key: Uint8Array): OpenSecrets {
    return {
      async read(name) {
        const content = z.object({ encrypted: z.record(z.string(), z.unknown()) }).safeParse(await accountData.read(name)).data;
        const found = sealed.safeParse(content?.encrypted[id]).data;
        return found === undefined ? undefined : unseal(found, name, key);
      },
      write: (name, secret) => accountData.write(name, { encrypted: { [id]: seal(secret, { name, key }) } }),
    };
  }

  return {
    async open(key) {
      const id = z.object({ key: z.string() }).safeParse(await accountData.read('m.secret_storage.default_key')).data?.key;
      if (id === undefined) return undefined;
      const described = description.safeParse(await accountData.read(`m.secret_storage.key.${id}`)).data;
      if (described === undefined) return undefined;
      const check = seal('\0'.repeat(32), { name: '', key, iv: described.iv });
      if (!isSame(check.mac, described.mac)) throw new EncryptionError('wrong-recovery-key', { field: 'MATRIX_RECOVERY_KEY' });
      return opened(id, key);
    },
    async create(key) {
      const id = randomBytes(16).toString('hex');
      const { iv, mac } = seal('\0'.repeat(32), { name: '', key });
      await accountData.write(`m.secret_storage.key.${id}`, { algorithm, iv, mac });
      await accountData.write('m.secret_storage.default_key', { key: id });
      return opened(id, key);
    },
  };
}

function keysFor(name: string, key: Uint8Array): { readonly aes: Buffer; readonly mac: Buffer } {
  const both = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(32), name, 64));
  return { aes: both.subarray(0, 32), mac: both.subarray(32) };
}

/** `iv` is only given to check a key by what it made before. */
function seal(secret: string, { name, key, iv: given }: { readonly name: string; readonly key: Uint8Array; readonly iv?: string }): Sealed {
  const keys = keysFor(name, key);
  const iv = given === undefined ? randomBytes(16) : Buffer.from(given, 'base64');
  // The specification wants this bit 0: some libraries overflow there.
  if (given === undefined) iv[8] = (iv[8] ?? 0) & 0x7f;
  const cipher = createCipheriv('aes-256-ctr', keys.aes, iv);
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  const mac = createHmac('sha256', keys.mac).update(text).digest('base64');
  return { iv: iv.toString('base64'), ciphertext: text.toString('base64'), mac };
}

function unseal({ iv, ciphertext, mac }: Sealed, name: string, key: Uint8Array): string | undefined {
  const keys = keysFor(name, key);
  const text = Buffer.from(ciphertext, 'base64');
  if (!isSame(createHmac('sha256', keys.mac).update(text).digest('base64'), mac)) return undefined;
  const cipher = createCipheriv('aes-256-ctr', keys.aes, Buffer.from(iv, 'base64'));
  return Buffer.concat([cipher.update(text), cipher.final()]).toString('utf8');
}

function isSame(one: string, other: string): boolean {
  // Some write base64 with its padding, some without.
  const [left, right] = [Buffer.from(one, 'base64'), Buffer.from(other, 'base64')];
  return left.length === right.length && timingSafeEqual(left, right);
}
