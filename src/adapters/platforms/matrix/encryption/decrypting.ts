import {
  type DecryptedRoomEvent,
  DecryptionErrorCode,
  DecryptionSettings,
  MegolmDecryptionError,
  RoomId,
  ShieldStateCode,
  TrustRequirement,
  UserId,
} from '@matrix-org/matrix-sdk-crypto-wasm';
import { z } from 'zod';
import { toBotError } from '../../../../core/errors.ts';
import type { Content, MatrixEvent } from '../events.ts';
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
/** So many sessions are remembered; then it begins anew. */
const mostLookedUp = 5_000;
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
  const { olm, watch, strict, file, outgoing, exclusive, logger } = machine;
  const replays = createReplays(file.home);

  const lookedUp = new Set<string>();

  async function attempt(room: string, event: MatrixEvent): Promise<Decryption> {
    try {
      return await read(room, event);
    } catch (thrown) {
      if (thrown instanceof MegolmDecryptionError) return toOutcome(thrown, event);
      // What is no event of this kind at all; to try again would not help.
      if (thrown instanceof Error && thrown.constructor === Error) return { kind: 'never', reason: 'broken' };
      throw thrown;
    }
  }

  async function read(room: string, event: MatrixEvent): Promise<Decryption> {
    const made = await watch.call(() => olm.decryptRoomEvent(JSON.stringify(event), new RoomId(room), decryptionSettings(strict)));
    const inside = clear.safeParse(JSON.parse(made.event)).data;
    const where = positionOf(event.content);
    if (inside === undefined || where === undefined) return { kind: 'never', reason: 'broken' };
    const sender = trustIn(made);
    // The machine reads it all the same, and only says so: the server shows it under another name than its writer's.
    if (sender === 'other') return { kind: 'never', reason: 'other-sender' };
    if (!(await replays.isFirst(where.session, where.position, event.event_id))) return { kind: 'never', reason: 'replayed' };
    return { kind: 'decrypted', ...inside, sender };
  }

  /** Whose device is not known, or not signed, may only not have been asked about yet: true once per session. */
  async function lookUp({ sender, content }: MatrixEvent): Promise<boolean> {
    const key = `${sender} ${place.safeParse(content).data?.session_id}`;
    if (lookedUp.has(key)) return false;
    if (lookedUp.size >= mostLookedUp) lookedUp.clear();
    lookedUp.add(key);
    try {
      await exclusive(async () => outgoing.send(await watch.call(() => olm.queryKeysForUsers([new UserId(sender)]))));
      return true;
    } catch (thrown) {
      logger.info('matrix-devices-not-asked', { code: toBotError(thrown).code });
      lookedUp.delete(key);
      return false;
    }
  }

  /** As it is when the sender's devices have been asked about, should that matter. */
  return async (room, event) => {
    const first = await attempt(room, event);
    const isDoubtful =
      first.kind === 'decrypted'
        ? first.sender === 'unsigned' || first.sender === 'unknown'
        : first.kind === 'never' && first.reason === 'untrusted-device';
    return isDoubtful && (await lookUp(event)) ? attempt(room, event) : first;
  };
}

function toOutcome(error: MegolmDecryptionError, event: MatrixEvent): Decryption {
  const reason = reasons[error.code];
  if (reason !== 'missing') return { kind: 'never', reason };
  const session = place.safeParse(event.content).data?.session_id;
  return session === undefined ? { kind: 'never', reason: 'broken' } : { kind: 'waiting', session, withheld: error.withheldCode };
}

function trustIn(made: DecryptedRoomEvent): SenderTrust | 'other' {
  // What is lax tells unsigned devices from signed ones, what is strict those from verified ones.
  const [lax, strictly] = [made.shieldState(false).code, made.shieldState(true).code];
  if (lax === ShieldStateCode.MismatchedSender) return 'other';
  if (lax === ShieldStateCode.UnsignedDevice) return 'unsigned';
  if (lax === ShieldStateCode.VerificationViolation) return 'signed';
  if (lax !== undefined) return 'unknown';
  return strictly === undefined ? 'verified' : strictly === ShieldStateCode.UnverifiedIdentity ? 'signed' : 'unknown';
}
