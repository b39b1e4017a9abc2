import { type OlmMachine, RequestType } from '@matrix-org/matrix-sdk-crypto-wasm';
import { z } from 'zod';
import type { Authorized } from '../api.ts';
import { EncryptionError } from './encryption-error.ts';

const device = z.object({ keys: z.record(z.string(), z.string()) });
const answer = z.object({ device_keys: z.record(z.string(), z.record(z.string(), device.optional().catch(undefined))).catch({}) });

/**
 * Whether the machine's keys are those that the server shows as this device's. It only reads; it has to come before the first upload,
 * for a server takes new keys of an old device, and everybody who talks to it is locked out then.
 */
export async function checkOwnDevice(machine: OlmMachine, request: Authorized): Promise<void> {
  const [user, id] = [machine.userId.toString(), machine.deviceId.toString()];
  const body = { device_keys: { [user]: [id] } };
  const { device_keys: users } = answer.parse(await request({ method: 'POST', path: '/_matrix/client/v3/keys/query', body }));
  const published = users[user]?.[id]?.keys[`ed25519:${id}`];
  if (published === undefined) {
    if (await isUploaded(machine)) throw new EncryptionError('device-forgotten');
    return;
  }
  if (published !== machine.identityKeys.ed25519.toBase64()) throw new EncryptionError('store-lost');
}

/** By its own knowledge: it offers to upload the device's keys until they are. */
async function isUploaded(machine: OlmMachine): Promise<boolean> {
  const upload = (await machine.outgoingRequests()).find(({ type }) => type === RequestType.KeysUpload);
  if (upload === undefined) return true;
  return z.object({ device_keys: z.unknown().optional() }).parse(JSON.parse(upload.body)).device_keys === undefined;
}
