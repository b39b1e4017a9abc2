import { DeviceId, type OlmMachine, Sas, UserId, VerificationMethod, type VerificationRequest } from '@matrix-org/matrix-sdk-crypto-wasm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EncryptedStage, openEncryptedStage, type StageDevice } from '../../../../../test/fakes/encrypted-stage.ts';
import { createCrossSigning } from './cross-signing.ts';
import type { Machine } from './machine.ts';

let stage: EncryptedStage;
let mia: StageDevice;

beforeEach(async () => {
  stage = openEncryptedStage();
  mia = stage.createDevice('@mia:example.org', 'MIA');
  await mia.open();
});
afterEach(() => stage.end());

/** A person's app, which begins a verification and looks at the emoji. */
async function verifyFrom(
  app: Machine,
  look: (emoji: readonly string[]) => boolean,
): Promise<{ readonly olm: OlmMachine; request: VerificationRequest }> {
  const { olm, outgoing } = app;
  const sync = async (): Promise<void> => {
    await stage.receive(app);
    await mia.sync();
  };
  await olm.updateTrackedUsers([new UserId(mia.user)]);
  await outgoing.flush();
  const device = await olm.getDevice(new UserId(mia.user), new DeviceId(mia.device));
  const [request, asked] = device?.requestVerification([VerificationMethod.SasV1]) ?? [];
  if (request === undefined || asked === undefined) throw new Error('no device to verify');
  await outgoing.send(asked);
  await mia.sync();
  await stage.receive(app);
  const [sas, begun] = (await request.startSas()) ?? [];
  if (!(sas instanceof Sas) || begun === undefined) throw new Error('not begun');
  await outgoing.send(begun);
  await vi.waitFor(async () => {
    await sync();
    expect(sas.canBePresented() || sas.isCancelled()).toBe(true);
  });
  const seen = (sas.emoji() ?? []).map(({ symbol }) => symbol);
  if (look(seen)) for (const made of await sas.confirm()) await outgoing.send(made);
  else await outgoing.send(sas.cancelWithCode('m.mismatched_sas') ?? begun);
  await vi.waitFor(async () => {
    await sync();
    expect(sas.isDone() || sas.isCancelled()).toBe(true);
  });
  await mia.sync();
  return { olm, request };
}

describe('verification by emoji', () => {
  it('shows both sides the same, and the person trusts her afterwards', async () => {
    const app = await stage.openApp('@ada:example.org', 'ADA');
    await createCrossSigning(app).ensure(undefined);
    let seen: readonly string[] = [];
    const { olm } = await verifyFrom(app, (emoji) => {
      seen = emoji;
      return true;
    });
    expect(mia.shown).toMatchObject([{ user: '@ada:example.org', device: 'ADA', room: undefined, isOwnAccount: false }]);
    expect(mia.shown[0]?.emoji.map(({ symbol }) => symbol)).toEqual(seen);
    expect(seen).toHaveLength(7);
    await vi.waitFor(async () => {
      await stage.receive(app);
      expect((await olm.getIdentity(new UserId(mia.user)))?.isVerified()).toBe(true);
    });
  });

  it('is broken off by whoever sees something else', async () => {
    const app = await stage.openApp('@ada:example.org', 'ADA');
    await createCrossSigning(app).ensure(undefined);
    const { olm, request } = await verifyFrom(app, () => false);
    expect(request.isCancelled()).toBe(true);
    expect((await olm.getIdentity(new UserId(mia.user)))?.isVerified()).toBe(false);
  });

  it('signs no further device of her own account unless somebody has looked', async () => {
    await mia.close();
    await mia.open({ compare: async (shown) => !shown.isOwnAccount });
    const rogue = await stage.openApp(mia.user, 'ROGUE');
    const { olm, request } = await verifyFrom(rogue, () => true);
    expect(request.isCancelled()).toBe(true);
    await rogue.outgoing.send(olm.queryKeysForUsers([new UserId(mia.user)]));
    expect((await olm.getDevice(new UserId(mia.user), new DeviceId('ROGUE')))?.isCrossSignedByOwner()).toBe(false);
  });
});
