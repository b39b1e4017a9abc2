import { RoomId, Sas, UserId, VerificationMethod, VerificationRequestPhase } from '@matrix-org/matrix-sdk-crypto-wasm';
import { z } from 'zod';
import type { Content, MatrixEvent } from '../events.ts';
import type { Machine } from './machine.ts';
import { toUsers } from './to-users.ts';

/** The seven emoji that both sides must see. */
export interface ShownEmoji {
  readonly user: string;
  readonly device: string;
  /** Undefined when it goes from device to device. */
  readonly room: string | undefined;
  /** Another device of the bot's own account: saying yes hands it the account's identity. */
  readonly isOwnAccount: boolean;
  readonly emoji: readonly { readonly symbol: string; readonly name: string }[];
}

/** Shows the emoji, and says whether the other side sees the same. A bot has no eyes: for people it may say yes, their look is what counts. */
export type CompareEmoji = (shown: ShownEmoji) => Promise<boolean>;

/** Verification by emoji (SAS), begun by others. */
export interface Verification {
  /** What is about to be handed to the machine: it passes over whoever begins with a device that it does not know. */
  prepare(events: readonly unknown[]): Promise<void>;
  /** What came from device to device, decrypted. */
  receive(events: readonly unknown[]): Promise<void>;
  /** An event of a room, in clear; whatever is no verification is passed over. */
  receiveInRoom(room: string, event: MatrixEvent): Promise<void>;
}

/** More people at once are no people. */
const mostAtOnce = 10;
const fromDevice = z.object({ type: z.string(), sender: z.string().startsWith('@') });

export const isVerification = ({ type, content }: { readonly type: string; readonly content: Content }): boolean =>
  type.startsWith('m.key.verification.') || (type === 'm.room.message' && content['msgtype'] === 'm.key.verification.request');

export function createVerification(machine: Machine, compare: CompareEmoji): Verification {
  const { olm, exclusive, outgoing, user, watch } = machine;
  /** Flows whose emoji have been shown. */
  const shown = new Set<string>();

  async function getToKnow(others: readonly string[]): Promise<void> {
    if (others.length === 0) return;
    await watch.call(() => olm.updateTrackedUsers(toUsers(others)));
    await outgoing.send(await watch.call(() => olm.queryKeysForUsers(toUsers(others))));
  }

  async function goOn(other: string): Promise<void> {
    const requests = await watch.call(() => olm.getVerificationRequests(new UserId(other)));
    for (const request of requests) {
      if (request.isCancelled() || request.isDone() || request.isPassive()) continue;
      if (request.phase() === VerificationRequestPhase.Requested && !request.weStarted()) {
        const accepted = request.acceptWithMethods([VerificationMethod.SasV1]);
        if (accepted !== undefined) await outgoing.send(accepted);
      }
      const sas = request.getVerification();
      if (sas instanceof Sas) await goOnWith(sas);
    }
    await outgoing.flush();
  }

  async function goOnWith(sas: Sas): Promise<void> {
    if (!sas.weStarted() && !sas.hasBeenAccepted()) {
      const accepted = sas.accept();
      if (accepted !== undefined) await outgoing.send(accepted);
    }
    if (!sas.canBePresented() || sas.haveWeConfirmed() || shown.has(sas.flowId)) return;
    shown.add(sas.flowId);
    // A person may take minutes to look; nobody else waits for that.
    void answer(sas).catch((thrown: unknown) => machine.logger.warn('matrix-verification-failed', { error: nameOf(thrown) }));
  }

  async function answer(sas: Sas): Promise<void> {
    const emoji = (sas.emoji() ?? []).map(({ symbol, description }) => ({ symbol, name: description }));
    const isSame = await compare({
      emoji,
      user: sas.otherUserId.toString(),
      device: sas.otherDeviceId.toString(),
      room: sas.roomId?.toString(),
      isOwnAccount: sas.isSelfVerification(),
    });
    await exclusive(async () => {
      if (isSame) for (const made of await watch.call(() => sas.confirm())) await outgoing.send(made);
      else {
        const cancelled = sas.cancelWithCode('m.mismatched_sas');
        if (cancelled !== undefined) await outgoing.send(cancelled);
      }
      await outgoing.flush();
    });
  }

  return {
    prepare: (events) => exclusive(() => getToKnow(sendersOf(events, 'm.key.verification.request').slice(0, mostAtOnce))),
    async receive(events) {
      for (const other of sendersOf(events, 'm.key.verification.')) await exclusive(() => watch.call(() => goOn(other)));
    },
    async receiveInRoom(room, event) {
      if (event.sender === user || !isVerification(event)) return;
      await exclusive(async () => {
        if (event.type === 'm.room.message') await getToKnow([event.sender]);
        const text = JSON.stringify({ ...event, room_id: room });
        await watch.call(() => olm.receiveVerificationEvent(text, new RoomId(room)));
        await watch.call(() => goOn(event.sender));
      });
    },
  };
}

/** Users who have sent events whose type begins like this. */
function sendersOf(events: readonly unknown[], type: string): readonly string[] {
  const read = events.flatMap((event) => fromDevice.safeParse(event).data ?? []);
  return [...new Set(read.filter((event) => event.type.startsWith(type)).map(({ sender }) => sender))];
}

const nameOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.name : 'unknown');
