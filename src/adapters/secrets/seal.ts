import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** What a sealed secret is bound to: moved to another place it opens no more. */
export interface SealedPlace {
  readonly owner: string;
  readonly name: string;
}

const version = 'v1';
const cipher = 'aes-256-gcm';
const lengths = { salt: 16, iv: 12, tag: 16 };

/** Seals a secret with one key: `v1.<key name>.<salt>.<iv>.<ciphertext and tag>`, the last three in base64url. */
export function seal(plain: string, place: SealedPlace, { name, key }: { readonly name: string; readonly key: Buffer }): string {
  const salt = randomBytes(lengths.salt);
  const iv = randomBytes(lengths.iv);
  const sealing = createCipheriv(cipher, recordKey(key, salt), iv, { authTagLength: lengths.tag });
  sealing.setAAD(boundTo(place, name));
  const body = Buffer.concat([sealing.update(plain, 'utf8'), sealing.final(), sealing.getAuthTag()]);
  return [version, name, ...[salt, iv, body].map((part) => part.toString('base64url'))].join('.');
}

/** The name of the key it was sealed with; undefined when it is no sealed secret. */
export function keyNameOf(sealed: string): string | undefined {
  const [first, name] = sealed.split('.');
  return first === version ? name : undefined;
}

/** The secret; undefined when the key, the place or a single bit is another one than at sealing. */
export function unseal(sealed: string, place: SealedPlace, key: Buffer): string | undefined {
  const [first, name = '', ...parts] = sealed.split('.');
  const [salt, iv, body] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (first !== version || salt?.length !== lengths.salt || iv?.length !== lengths.iv || body === undefined || parts.length !== 3)
    return undefined;
  // One way to write each part: the bits that base64 leaves over are looked at too.
  if ([salt, iv, body].some((part, index) => part.toString('base64url') !== parts[index])) return undefined;
  if (body.length < lengths.tag) return undefined;
  const opening = createDecipheriv(cipher, recordKey(key, salt), iv, { authTagLength: lengths.tag });
  opening.setAAD(boundTo(place, name));
  opening.setAuthTag(body.subarray(-lengths.tag));
  try {
    return Buffer.concat([opening.update(body.subarray(0, -lengths.tag)), opening.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** A key of its own for each record, so that no two share a nonce. */
function recordKey(key: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'miachat/secret/v1', 32));
}

/** Each part with its length before it, so that no two places read the same. */
function boundTo({ owner, name }: SealedPlace, key: string): Buffer {
  const parts = ['miachat', version, key, owner, name];
  return Buffer.from(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('|'));
}
