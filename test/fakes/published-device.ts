import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

type Json = Record<string, unknown>;

/** A device's keys as a server shows them, with one-time keys that can be claimed; nobody can read with them. */
export interface PublishedDevice {
  readonly device: Json;
  readonly oneTime: Readonly<Record<string, unknown>>;
}

/** Keys that stand every check of a client, without a machine behind them; signed by the device alone, not by its owner. */
export function publishDevice(user: string, id: string): PublishedDevice {
  const fingerprint = generateKeyPairSync('ed25519');
  const signed = (content: Json): Json => ({
    ...content,
    signatures: { [user]: { [`ed25519:${id}`]: unpadded(sign(null, Buffer.from(canonical(content)), fingerprint.privateKey)) } },
  });
  const device = signed({
    algorithms: ['m.olm.v1.curve25519-aes-sha2', 'm.megolm.v1.aes-sha2'],
    device_id: id,
    keys: { [`curve25519:${id}`]: rawKey(generateKeyPairSync('x25519').publicKey), [`ed25519:${id}`]: rawKey(fingerprint.publicKey) },
    user_id: user,
  });
  return { device, oneTime: { 'signed_curve25519:AAAAAA': signed({ key: rawKey(generateKeyPairSync('x25519').publicKey) }) } };
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

function rawKey(key: KeyObject): string {
  const { x = '' } = key.export({ format: 'jwk' });
  return unpadded(Buffer.from(x, 'base64url'));
}

/** Matrix's canonical JSON, for what is written here: names in order, no spaces. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`;
}
