import { BotError } from '../../../core/errors.ts';
import type { RoomId } from '../../../core/ids.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { withRetries } from '../../../core/replies/with-retries.ts';
import type { MatrixApi } from './api.ts';
import type { EditPace } from './edit-pace.ts';
import { isTransient, toMatrixError } from './errors.ts';
import { nonceOf } from './nonce.ts';
import { type Payload, toEditContent, withRelation } from './outgoing.ts';
import { deliveryMark, type OwnMessages } from './own-messages.ts';
import { otherIn, type Places } from './places.ts';
import { placeOf, type RoomPlace } from './refs.ts';
import type { Upgrades } from './upgrades.ts';

export interface ShowParts {
  readonly api: MatrixApi;
  readonly clock: Clock;
  readonly own: OwnMessages;
  readonly pace: EditPace;
  readonly places: Places;
  readonly upgrades: Upgrades;
  readonly self: string;
}

/** Where something is to be shown, and which message of its delivery it is. */
export interface Showing {
  readonly room: RoomId;
  readonly replyTo: string | undefined;
  readonly key: string;
  readonly part: number;
}

/** Puts one message where it belongs, under a transaction id that its delivery alone has. */
export interface Show {
  send(payload: Payload, showing: Showing): Promise<string>;
  /** Makes ready an edit; what it returns may run several times and is one edit all the same. */
  edit(room: RoomId, event: string, payload: Payload): () => Promise<void>;
  /** The Matrix room of today behind an engine's room. */
  where(room: RoomId): RoomPlace;
}

export function createShow({ api, clock, own, pace, places, upgrades, self }: ShowParts): Show {
  function where(room: RoomId): RoomPlace {
    const place = placeOf(room);
    if (place === undefined) throw new BotError('not-found', 'no such room');
    return { ...place, room: upgrades.current(place.room) };
  }

  /** Never a message into an encrypted room: where that cannot be found out, nothing is sent. */
  async function openPlace(room: string) {
    const place = await withRetries(clock, () => places.get(room), isTransient).catch((thrown: unknown) => {
      throw toMatrixError(thrown);
    });
    if (place.isEncrypted) throw new BotError('not-allowed', 'the room is encrypted');
    return place;
  }

  return {
    where,
    async send({ content, file }, { room, replyTo, key, part }) {
      const transaction = nonceOf(key, part);
      const noted = await own.find(transaction);
      if (noted !== undefined) return noted;
      const { room: id, thread } = where(room);
      const place = await openPlace(id);
      // Where two are alone there is nothing to tell apart.
      const related = withRelation(content, { thread, replyTo: otherIn(place, self) === undefined ? replyTo : undefined });
      try {
        const attached = file === undefined ? {} : await upload(api, file);
        const whole = { ...related, ...attached, [deliveryMark]: transaction };
        const event = await pace.final(() =>
          withRetries(clock, () => api.send({ room: id, type: 'm.room.message', transaction }, whole), isTransient),
        );
        await own.note(transaction, event);
        return event;
      } catch (thrown) {
        throw toMatrixError(thrown);
      }
    },
    edit(room, event, { content }) {
      const { room: id } = where(room);
      const transaction = clock.id();
      const whole = toEditContent(content, event);
      return async () => {
        await openPlace(id);
        await withRetries(clock, () => api.send({ room: id, type: 'm.room.message', transaction }, whole), isTransient);
      };
    },
  };
}

async function upload(api: MatrixApi, { name, mime, text, base64 }: NonNullable<Payload['file']>) {
  const bytes = base64 === undefined ? Buffer.from(text, 'utf8') : Buffer.from(base64, 'base64');
  return { url: await api.upload(bytes, { name, type: mime }), info: { mimetype: mime, size: bytes.byteLength } };
}
