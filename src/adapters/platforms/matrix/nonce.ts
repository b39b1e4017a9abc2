import { createHash } from 'node:crypto';

/** The transaction id of one message of a delivery, always the same for the same key and part. */
export function nonceOf(key: string, part = 0): string {
  return createHash('sha256').update(`${key}\n${part}`).digest('base64url').slice(0, 24);
}
