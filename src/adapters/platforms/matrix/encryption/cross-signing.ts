import { DeviceId, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { MatrixError } from 'matrix-bot-sdk/lib/models/MatrixError.js';
import { z } from 'zod';
import { EncryptionError } from './encryption-error.ts';
import type { Machine } from './machine.ts';

/** `elsewhere`: the account has an identity, and its private keys are not here. It is never replaced on our own. */
export type IdentityState = 'created' | 'ready' | 'elsewhere';

export interface CrossSigning {
  /** Makes the account's identity when it has none, and signs this device: without that, today's apps send it no keys. */
  ensure(password: string | undefined): Promise<IdentityState>;
  /** Takes an identity's private keys in; false when they are not those of the account's identity. */
  take(keys: IdentityKeys): Promise<boolean>;
  /** Undefined when there is none, or not all of it. */
  keys(): Promise<IdentityKeys | undefined>;
  isSigned(): Promise<boolean>;
}

export interface IdentityKeys {
  readonly master: string;
  readonly selfSigning: string;
  readonly userSigning: string;
}

const answer = z.object({ master_keys: z.record(z.string(), z.unknown()).catch({}) });

export function createCrossSigning(machine: Machine): CrossSigning {
  const { olm, watch, outgoing, exclusive, user, device, request } = machine;

  /** Brings the machine up to date on our own account; true when the server has an identity of it, whatever the machine believes. */
  async function lookUp(): Promise<boolean> {
    const query = await watch.call(() => olm.queryKeysForUsers([new UserId(user)]));
    return answer.parse(await outgoing.send(query)).master_keys[user] !== undefined;
  }

  async function hasPrivateKeys(): Promise<boolean> {
    const { hasMaster, hasSelfSigning, hasUserSigning } = await watch.call(() => olm.crossSigningStatus());
    return hasMaster && hasSelfSigning && hasUserSigning;
  }

  async function isSigned(): Promise<boolean> {
    const own = await watch.call(() => olm.getDevice(new UserId(user), new DeviceId(device)));
    return own?.isCrossSignedByOwner() === true;
  }

  async function sign(): Promise<void> {
    if (await isSigned()) return;
    const own = await watch.call(() => olm.getDevice(new UserId(user), new DeviceId(device)));
    if (own === undefined) return;
    await outgoing.send(await watch.call(() => own.verify()));
    await lookUp();
  }

  /** `isNew` false: the same once more, after a start that was cut off. */
  async function publish(isNew: boolean, password: string | undefined): Promise<void> {
    const made = await watch.call(() => olm.bootstrapCrossSigning(isNew));
    if (made.uploadKeysRequest !== undefined) await outgoing.send(made.uploadKeysRequest);
    await uploadSigningKeys(JSON.parse(made.uploadSigningKeysRequest.body), password);
    await outgoing.send(made.uploadSignaturesRequest);
    await lookUp();
  }

  async function uploadSigningKeys(keys: object, password: string | undefined): Promise<void> {
    const path = '/_matrix/client/v3/keys/device_signing/upload';
    const upload = (body: object): Promise<unknown> => request({ method: 'POST', path, body });
    try {
      await upload(keys);
    } catch (thrown) {
      const session = sessionOf(thrown);
      if (session === undefined) throw thrown;
      if (password === undefined) throw new EncryptionError('identity-refused', { field: 'MATRIX_PASSWORD' });
      const auth = { type: 'm.login.password', identifier: { type: 'm.id.user', user }, password, session };
      await upload({ ...keys, auth });
    }
  }

  return {
    isSigned,
    ensure: (password) =>
      exclusive(async () => {
        const isThere = await lookUp();
        const isOurs = await hasPrivateKeys();
        if (isThere && !isOurs) return 'elsewhere';
        if (!isThere) await publish(!isOurs, password);
        await sign();
        return isThere ? 'ready' : 'created';
      }),
    take: ({ master, selfSigning, userSigning }) =>
      exclusive(async () => {
        await lookUp();
        const { hasMaster, hasSelfSigning, hasUserSigning } = await watch.call(() =>
          olm.importCrossSigningKeys(master, selfSigning, userSigning),
        );
        if (!(hasMaster && hasSelfSigning && hasUserSigning)) return false;
        await sign();
        return true;
      }).catch((thrown: unknown) => {
        // The machine refuses keys that are not those of the published identity.
        if (thrown instanceof Error && thrown.constructor === Error) return false;
        throw thrown;
      }),
    async keys() {
      const { masterKey, self_signing_key: selfSigning, userSigningKey } = (await watch.call(() => olm.exportCrossSigningKeys())) ?? {};
      if (masterKey === undefined || selfSigning === undefined || userSigningKey === undefined) return undefined;
      return { master: masterKey, selfSigning, userSigning: userSigningKey };
    },
  };
}

/** Of the "user-interactive authentication" that a server asks for. */
function sessionOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof MatrixError) || thrown.statusCode !== 401) return undefined;
  const session: unknown = Reflect.get(thrown.body, 'session');
  return typeof session === 'string' ? session : undefined;
}
