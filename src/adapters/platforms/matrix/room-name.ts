import type { RoomId } from '../../../core/ids.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { MatrixApi } from './api.ts';
import type { EditPace } from './edit-pace.ts';
import { toMatrixError } from './errors.ts';
import { otherIn, type Places } from './places.ts';
import type { RoomPlace } from './refs.ts';

export interface RoomNameParts {
  readonly api: Pick<MatrixApi, 'setState'>;
  readonly logger: Logger;
  readonly pace: EditPace;
  readonly places: Places;
  readonly self: string;
  /** What the account is called. */
  readonly name: string;
  where(room: RoomId): RoomPlace;
}

/** Under which name the bot stands in a room. Where two are alone it bears the name of the personality that talks there: every client shows that. */
export interface RoomName {
  in(room: RoomId): Promise<string>;
  /** A personality has spoken. An ornament: where the server has been refusing, it is left for another time. */
  bear(room: RoomId, name: string): Promise<void>;
}

export function createRoomName({ api, logger, pace, places, self, name, where }: RoomNameParts): RoomName {
  const placeIn = (room: RoomId) => places.get(where(room).room).catch(() => undefined);
  return {
    async in(room) {
      return (await placeIn(room))?.members.get(self)?.name ?? name;
    },
    async bear(room, spoken) {
      const place = await placeIn(room);
      const own = place?.members.get(self);
      if (place === undefined || own === undefined) return;
      const wanted = otherIn(place, self) === undefined ? name : spoken;
      if (own.name === wanted || !pace.spare()) return;
      const content = { membership: 'join', displayname: wanted, ...(own.avatar === undefined ? {} : { avatar_url: own.avatar }) };
      try {
        await api.setState({ room: place.id, type: 'm.room.member', key: self }, content);
        place.members.set(self, { ...own, name: wanted });
      } catch (thrown) {
        logger.info('matrix-name-not-borne', { code: toMatrixError(thrown).code });
      }
    },
  };
}
