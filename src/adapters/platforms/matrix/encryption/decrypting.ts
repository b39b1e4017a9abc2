import {
  DecryptionErrorCode,
  DecryptionSettings,
  MegolmDecryptionError,
  RoomId,
  ShieldStateCode,
  TrustRequirement,
  UserId,
} from '@matrix-org/matrix-sdk-crypto-wasm';
import { z } from 'zod';
import type { Content, MatrixEvent } from '../events.ts';
import { toEncryptionError } from './encryption-error.ts';
import type { Machine } from './machine.ts';
import { createReplays, positionOf } from './replays.ts';

/** What came of an encrypted event. */
export type Decryption =
  | { readonly kind: 'decrypted'; readonly type: string; readonly content: Content; readonly sender: SenderTrust }
  /** Its key may still come. `withheld`: the sender's app has said why it does not send it, such as `m.unverified`. */
  | { readonly kind: 'waiting'; readonly session: string; readonly withheld: string | undefined }
  | { readonly kind: 'never'; readonly reason: NeverReason };

/** `verified` by us, `signed` by its owner, `unsigned`, or `unknown`: the device is not to be found, or the key came by a detour. */
export type SenderTrust = 'verified' | 'signed' | 'unsigned' | 'unknown';
export type NeverReason = 'replayed' | 'untrusted-device' | 'other-sender' | 'broken';

const clear = z.object({ type: z.string(), content: z.record(z.string(), z.unknown()).catch({}) });
const place = z.object({ session_id: z.string() });

const reasons: Readonly<Record<DecryptionErrorCode, NeverReason | 'missing'>> = {
  [DecryptionErrorCode.MissingRoomKey]: 'missing',
  [DecryptionErrorCode.UnknownMessageIndex]: 'missing',
  [DecryptionErrorCode.MismatchedIdentityKeys]: 'other-sender',
  [DecryptionErrorCode.MismatchedSender]: 'other-sender',
  [DecryptionErrorCode.UnknownSenderDevice]: 'untrusted-device',
  [DecryptionErrorCode.UnsignedSenderDevice]: 'untrusted-device',
  [DecryptionErrorCode.SenderIdentityVerificationViolation]: 'untrusted-device',
  [DecryptionErrorCode.UnableToDecrypt]: 'broken',
};

/** Made anew for each call: the wasm takes it away. */
export const decryptionSettings = (strict: boolean): DecryptionSettings =>
  new DecryptionSettings(strict ? TrustRequirement.CrossSigned : TrustRequirement.Untrusted);

export function createDecrypting(machine: Machine): (room: string, event: MatrixEvent) => Promise<Decryption> {
  const { olm, watch, strict, file, outgoing, exclusive } = machine;
  const replays = createReplays(file.home);

  async function attempt(room: string, event: MatrixEvent): Promise<Decryption> {
    const made = await watch.call(() => olm.decryptRoomEvent(JSON.stringify(event), new RoomId(room), decryptionSettings(strict)));
    const read = clear.safeParse(JSON.parse(made.event)).data;
    const where = positionOf(event.content);
    if (read === undefined || where === undefined) return { kind: 'never', reason: 'broken' };
    const { code } = made.shieldState(true);
    // The machine reads it all the same, and only says so: the server shows it under another name than its writer's.
    if (code === ShieldStateCode.MismatchedSender) return { kind: 'never', reason: 'other-sender' };
    if (!(await replays.isFirst(where.session, where.position, event.event_id))) return { kind: 'never', reason: 'replayed' };
    return { kind: 'decrypted', ...read, sender: toTrust(code) };
  }

  /** Whose device is not known, or not signed yet, may have done something about it since. */
  function lookUp(user: string): Promise<void> {
    return exclusive(async () => void (await outgoing.send(await watch.call(() => olm.queryKeysForUsers([new UserId(user)])))));
  }

  return async (room, event) => {
    for (let isAgain = false; ; isAgain = true) {
      try {
        return await attempt(room, event);
      } catch (thrown) {
        if (!(thrown instanceof MegolmDecryptionError)) throw toEncryptionError(thrown);
        const reason = reasons[thrown.code];
        const session = place.safeParse(event.content).data?.session_id;
        if (reason === 'missing' && session !== undefined) return { kind: 'waiting', session, withheld: thrown.withheldCode };
        if (reason !== 'untrusted-device' || isAgain) return { kind: 'never', reason: reason === 'missing' ? 'broken' : reason };
        await lookUp(event.sender);
      }
    }
  };
}

function toTrust(code: ShieldStateCode | undefined): SenderTrust {
  if (code === undefined) return 'verified';
  if (code === ShieldStateCode.UnverifiedIdentity || code === ShieldStateCode.VerificationViolation) return 'signed';
  return code === ShieldStateCode.UnsignedDevice ? 'unsigned' : 'unknown';
}
