import { RoomId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { z } from 'zod';
import type { Content } from '../events.ts';
import { toEncryptionError } from './encryption-error.ts';
import { type Machine, noteStore } from './machine.ts';
import { type EncryptedRooms, toMachineSettings } from './room-settings.ts';
import { toUsers } from './to-users.ts';

/** Who is in an encrypted room. */
export interface Audience {
  readonly room: string;
  /** Everybody who has joined or is invited; whoever may not read yet is left out here. */
  readonly members: readonly { readonly user: string; readonly membership: 'join' | 'invite' }[];
  /** `m.room.history_visibility` of the room; undefined counts as `shared`, as the specification says. */
  readonly visibility: string | undefined;
}

const ciphertext = z.record(z.string(), z.unknown());

/** The content of an `m.room.encrypted` event, or an error: there is no third way. */
export function createEncrypting(
  machine: Machine,
  rooms: EncryptedRooms,
): (audience: Audience, event: { readonly type: string; readonly content: Content }) => Promise<Content> {
  const { olm, exclusive, outgoing, strict, watch } = machine;
  const tracked = new Set<string>();

  async function track(users: readonly string[]): Promise<void> {
    const news = users.filter((user) => !tracked.has(user));
    if (news.length === 0) return;
    await watch.call(() => olm.updateTrackedUsers(toUsers(news)));
    for (const user of news) tracked.add(user);
  }

  return async (audience, { type, content }) => {
    const { room, members, visibility = 'shared' } = audience;
    const settings = await rooms.settings(room);
    // Invited people may read from the start, unless the room says otherwise: the first message of a chat is waiting for them.
    const users = members.filter(({ membership }) => membership === 'join' || visibility !== 'joined').map(({ user }) => user);
    // One line for everybody: between the sharing of a key and its use nothing may happen to it, or the wasm panics.
    return exclusive(async () => {
      try {
        await track(users);
        // The query of their devices goes out first: the machine would wait 5 s for it while looking for sessions.
        await outgoing.flush();
        const claim = await watch.call(() => olm.getMissingSessions(toUsers(users)));
        if (claim !== null) await outgoing.send(claim);
        const made = toMachineSettings(settings, { visibility, strict });
        const shares = await watch.call(() => olm.shareRoomKey(new RoomId(room), toUsers(users), made));
        for (const share of shares) await outgoing.send(share);
        const text = await watch.call(() => olm.encryptRoomEvent(new RoomId(room), type, JSON.stringify(content)));
        await noteStore(machine);
        return ciphertext.parse(JSON.parse(text));
      } catch (thrown) {
        throw toEncryptionError(thrown);
      }
    });
  };
}
