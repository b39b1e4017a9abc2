import { LRUCache } from 'lru-cache';
import type { RoomId } from '../../../core/ids.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { MatrixApi } from './api.ts';
import type { EditPace } from './edit-pace.ts';
import { isGone, toMatrixError } from './errors.ts';
import { otherIn, type Places } from './places.ts';
import type { Portraits } from './portraits.ts';
import type { RoomPlace } from './refs.ts';

/** How it waits for a quiet moment. */
const retryMs = 250;
const mostTries = 12;

export interface RoomNameParts {
  readonly api: Pick<MatrixApi, 'setState' | 'avatar'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly pace: EditPace;
  readonly places: Places;
  readonly portraits: Pick<Portraits, 'isOurs'>;
  readonly self: string;
  /** What the account is called. */
  readonly name: string;
  where(room: RoomId): RoomPlace;
}

/** Whose words were shown. */
export interface Face {
  readonly name: string;
  /** An `mxc:` address. */
  readonly picture: string | undefined;
}

/**
 * Under which name and picture the bot stands in a room. Where two are alone they are those of the personality that talks there: every client
 * shows that.
 */
export interface RoomName {
  in(room: RoomId): Promise<string>;
  /** A personality has spoken. An ornament: where the server has been refusing, it is left for another time. */
  bear(room: RoomId, face: Face): Promise<void>;
}

export function createRoomName({ api, clock, logger, pace, places, portraits, self, name, where }: RoomNameParts): RoomName {
  /** Who has spoken last in a room: older faces are over. */
  const latest = new LRUCache<RoomId, Face>({ max: 500 });
  const placeIn = (room: RoomId) => places.get(where(room).room).catch(() => undefined);

  /** What the account itself shows, where a portrait of ours has taken the place of that. */
  async function ownPicture(now: string | undefined): Promise<string | undefined> {
    if (now === undefined || !(await portraits.isOurs(now))) return now;
    return api.avatar(self).catch((thrown: unknown) => {
      // Some servers say so of an account without any.
      if (isGone(thrown)) return undefined;
      throw thrown;
    });
  }

  return {
    async in(room) {
      return (await placeIn(room))?.members.get(self)?.name ?? name;
    },
    async bear(room, spoken) {
      latest.set(room, spoken);
      // Where only something else is on its way, that is over soon.
      for (let tries = 0; tries < mostTries && !pace.spare(); tries += 1) await clock.sleep(retryMs);
      const place = await placeIn(room);
      const own = place?.members.get(self);
      if (place === undefined || own === undefined || latest.get(room) !== spoken || !pace.spare()) return;
      const face: Face = otherIn(place, self) === undefined ? { name, picture: undefined } : spoken;
      try {
        const picture = face.picture ?? (await ownPicture(own.avatar));
        if (own.name === face.name && own.avatar === picture) return;
        const content = { membership: 'join', displayname: face.name, ...(picture === undefined ? {} : { avatar_url: picture }) };
        await api.setState({ room: place.id, type: 'm.room.member', key: self }, content);
        place.members.set(self, { ...own, name: face.name, avatar: picture });
      } catch (thrown) {
        logger.info('matrix-name-not-borne', { code: toMatrixError(thrown).code });
      }
    },
  };
}
