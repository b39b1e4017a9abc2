import { RoomId, Sas, UserId, VerificationMethod, VerificationRequestPhase } from '@matrix-org/matrix-sdk-crypto-wasm';
import { z } from 'zod';
import type { Content, MatrixEvent } from '../events.ts';
import type { Machine } from './machine.ts';

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
  /** What came from device to device, decrypted. */
  receive(events: readonly unknown[]): Promise<void>;
  /** An event of a room, in clear; whatever is no verification is passed over. */
  receiveInRoom(room: string, event: MatrixEvent): Promise<void>;
}

const fromDevice = z.object({ type: z.string().startsWith('m.key.verification.'), sender: z.string() });

export const isVerification = ({ type, content }: { readonly type: string; readonly content: Content }): boolean =>
  type.startsWith('m.key.verification.') || (type === 'm.room.message' && content['msgtype'] === 'm.key.verification.request');

export function createVerification(machine: Machine, compare: CompareEmoji): Verification {
  const { olm, exclusive, outgoing, user, watch } = machine;
  /** Flows whose emoji have been shown. */
  const shown = new Set<string>();

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
    async receive(events) {
      const others = new Set(events.flatMap((event) => fromDevice.safeParse(event).data?.sender ?? []));
      for (const other of others) await exclusive(() => goOn(other));
    },
    async receiveInRoom(room, event) {
      if (event.sender === user || !isVerification(event)) return;
      await exclusive(async () => {
        const text = JSON.stringify({ ...event, room_id: room });
        await watch.call(() => olm.receiveVerificationEvent(text, new RoomId(room)));
        await goOn(event.sender);
      });
    },
  };
}

const nameOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.name : 'unknown');
