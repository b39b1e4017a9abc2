import {
  DeviceId,
  EventId,
  OtherUserIdentity,
  RoomId,
  Sas,
  UserId,
  VerificationMethod,
  type VerificationRequest,
} from '@matrix-org/matrix-sdk-crypto-wasm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EncryptedStage, openEncryptedStage, room, type StageDevice, until } from '../../../../../test/fakes/encrypted-stage.ts';
import { createCrossSigning } from './cross-signing.ts';
import type { Machine } from './machine.ts';

let stage: EncryptedStage;
let mia: StageDevice;
/** So many events of the room have been told. */
let heard = 0;

beforeEach(async () => {
  heard = 0;
  stage = openEncryptedStage();
  mia = stage.createDevice('@mia:example.org', 'MIA');
  await mia.open();
});
afterEach(() => stage.end());

/** A person's app, whose request has been sent: it begins, and looks at the emoji. */
async function goThrough(app: Machine, request: VerificationRequest, look: (emoji: readonly string[]) => boolean): Promise<void> {
  const { outgoing } = app;
  await sync(app);
  const [sas, begun] = (await request.startSas()) ?? [];
  if (!(sas instanceof Sas) || begun === undefined) throw new Error('not begun');
  await outgoing.send(begun);
  await until(async () => {
    await sync(app);
    expect(sas.canBePresented() || sas.isCancelled()).toBe(true);
  });
  const seen = (sas.emoji() ?? []).map(({ symbol }) => symbol);
  if (look(seen)) for (const made of await sas.confirm()) await outgoing.send(made);
  else await outgoing.send(sas.cancelWithCode('m.mismatched_sas') ?? begun);
  await until(async () => {
    await sync(app);
    expect(sas.isDone() || sas.isCancelled()).toBe(true);
  });
  await sync(app);
}

/** Both get what the other has sent, from device to device and in the room. */
async function sync(app: Machine): Promise<void> {
  await stage.receive(app);
  await mia.sync();
  for (let sent = stage.server.sent[heard]; sent !== undefined; sent = stage.server.sent[heard]) {
    const { user, id, path, body } = sent;
    heard += 1;
    // The machine passes over requests that are ten minutes old, by its own clock.
    const event = {
      ...stage.toEvent(user, body, decodeURIComponent(path.split('/').at(-2) ?? '')),
      event_id: id,
      origin_server_ts: Date.now(),
    };
    await mia.encryption.verify(room, event);
    if (user !== app.user) await app.olm.receiveVerificationEvent(JSON.stringify({ ...event, room_id: room }), new RoomId(room));
  }
  await app.outgoing.flush();
}

async function verifyFrom(app: Machine, look: (emoji: readonly string[]) => boolean): Promise<VerificationRequest> {
  const { olm, outgoing } = app;
  await getToKnow(app);
  const device = await olm.getDevice(new UserId(mia.user), new DeviceId(mia.device));
  const [request, asked] = device?.requestVerification([VerificationMethod.SasV1]) ?? [];
  if (request === undefined || asked === undefined) throw new Error('no device to verify');
  await outgoing.send(asked);
  await mia.sync();
  await goThrough(app, request, look);
  return request;
}

async function getToKnow({ olm, outgoing }: Machine): Promise<void> {
  await olm.updateTrackedUsers([new UserId(mia.user)]);
  await outgoing.flush();
}

describe('verification by emoji', () => {
  it('shows both sides the same, and the person trusts her afterwards', async () => {
    const app = await stage.openApp('@ada:example.org', 'ADA');
    await createCrossSigning(app).ensure(undefined);
    let seen: readonly string[] = [];
    await verifyFrom(app, (emoji) => {
      seen = emoji;
      return true;
    });
    expect(mia.shown).toMatchObject([{ user: '@ada:example.org', device: 'ADA', room: undefined, isOwnAccount: false }]);
    expect(mia.shown[0]?.emoji.map(({ symbol }) => symbol)).toEqual(seen);
    expect(seen).toHaveLength(7);
    await until(async () => {
      await stage.receive(app);
      expect((await app.olm.getIdentity(new UserId(mia.user)))?.isVerified()).toBe(true);
    });
  });

  it('goes on in a room as well', async () => {
    const app = await stage.openApp('@ada:example.org', 'ADA');
    await createCrossSigning(app).ensure(undefined);
    await getToKnow(app);
    const identity = await app.olm.getIdentity(new UserId(mia.user));
    if (!(identity instanceof OtherUserIdentity)) throw new Error('no identity');
    const content = JSON.parse(identity.verificationRequestContent([VerificationMethod.SasV1]));
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/1`;
    await stage.server.as(app.user, app.device)({ method: 'PUT', path, body: content });
    const id = stage.server.sent.at(-1)?.id ?? '';
    const request = identity.requestVerification(new RoomId(room), new EventId(id), [VerificationMethod.SasV1]);
    await goThrough(app, request, () => true);
    expect(mia.shown).toMatchObject([{ user: '@ada:example.org', room }]);
    await stage.receive(app);
    expect((await app.olm.getIdentity(new UserId(mia.user)))?.isVerified()).toBe(true);
  });

  it('is broken off by whoever sees something else', async () => {
    const app = await stage.openApp('@ada:example.org', 'ADA');
    await createCrossSigning(app).ensure(undefined);
    const request = await verifyFrom(app, () => false);
    expect(request.isCancelled()).toBe(true);
    expect((await app.olm.getIdentity(new UserId(mia.user)))?.isVerified()).toBe(false);
  });

  it('signs no further device of her own account unless somebody has looked', async () => {
    await mia.close();
    await mia.open({ compare: async (shown) => !shown.isOwnAccount });
    const rogue = await stage.openApp(mia.user, 'ROGUE');
    const request = await verifyFrom(rogue, () => true);
    expect(request.isCancelled()).toBe(true);
    await rogue.outgoing.send(rogue.olm.queryKeysForUsers([new UserId(mia.user)]));
    expect((await rogue.olm.getDevice(new UserId(mia.user), new DeviceId('ROGUE')))?.isCrossSignedByOwner()).toBe(false);
  });
});
