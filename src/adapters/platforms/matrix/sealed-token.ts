import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const algorithm = 'aes-256-gcm';

/** An access token as it may lie on the disk: only the password, which could get another one anyway, opens it. */
export async function sealToken(token: string, password: string): Promise<string> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv(algorithm, await derive(password, salt, 32), iv);
  const text = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
  return [salt, iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url')).join('.');
}

/** Undefined when another password sealed it, or when it is no sealed token at all. */
export async function openToken(sealed: string, password: string): Promise<string | undefined> {
  const [salt, iv, tag, text] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (salt === undefined || iv === undefined || tag === undefined || text === undefined) return undefined;
  try {
    const decipher = createDecipheriv(algorithm, await derive(password, salt, 32), iv);
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
