import { Attachment, EncryptedAttachment } from '@matrix-org/matrix-sdk-crypto-wasm';
import { z } from 'zod';
import type { Content } from '../events.ts';
import { EncryptionError } from './encryption-error.ts';
import { isPanic } from './panic-watch.ts';

const secrets = z.record(z.string(), z.unknown());

/** Bytes as they may lie on the server, and the `file` block of the message without its `url`. */
export function encryptFile(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly file: Content } {
  const sealed = Attachment.encrypt(bytes);
  return { bytes: sealed.encryptedData, file: secrets.parse(JSON.parse(sealed.mediaEncryptionInfo ?? 'null')) };
}

/** The bytes again. Throws when they are not those of the `file` block: somebody has changed them. */
export function decryptFile(bytes: Uint8Array, file: Content): Uint8Array {
  try {
    return Attachment.decrypt(new EncryptedAttachment(bytes, JSON.stringify(file)));
  } catch (thrown) {
    throw new EncryptionError(isPanic(thrown) ? 'panic' : 'refused', { cause: thrown });
  }
}
