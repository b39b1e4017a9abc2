import { toBotError } from '../../../core/errors.ts';
import type { RoomId } from '../../../core/ids.ts';
import type { Platform, PlatformSetup } from '../../../core/ports/platform.ts';
import { createTypingLoop } from '../../../core/replies/typing-loop.ts';
import { createMatrixApi } from './api.ts';
import { fetchPicture, mediaPath } from './attachments.ts';
import { toRoomFacts } from './describe.ts';
import { createEditPace } from './edit-pace.ts';
import { limitedFor, notReached, toMatrixError } from './errors.ts';
import { readEvent } from './events.ts';
import { plainFetch } from './fetch.ts';
import { createHearing } from './hearing.ts';
import { createHttp, fetchBytes } from './http.ts';
import { createInvites, welcome } from './invites.ts';
import { nonceOf } from './nonce.ts';
import { createOriginals } from './originals.ts';
import { createOwnMessages, isDelivery } from './own-messages.ts';
import { cleanName, createPlaces } from './places.ts';
import { createPortraits } from './portraits.ts';
import { createPresses } from './presses.ts';
import { createReactions } from './reactions.ts';
import { participantOf, placeOf, roomOf, serverOf } from './refs.ts';
import { createRoomName } from './room-name.ts';
import { openSession } from './session.ts';
import type { MatrixSettings } from './settings.ts';
import { createShow } from './show.ts';
import { createSpaces } from './spaces.ts';
import { createSpeaking } from './speaking.ts';
import { createStanding } from './standing.ts';
import { createSyncLoop } from './sync-loop.ts';
import { createTakingBack } from './taking-back.ts';
import { createTextLimit } from './text-limit.ts';
import { createUpgrades } from './upgrades.ts';

/** Servers remember a transaction id for half an hour at least. */
const transactionMs = 25 * 60_000;
/** So long a homeserver shows that somebody types, and how often it is told again. */
const typingMs = { shown: 30_000, every: 20_000 };
/** So many messages are looked through for one that a crashed run has sent. */
const searched = { pages: 3, perPage: 50 };

/** Matrix without encryption, over the SDK's wire and a sync of our own. */
export async function createMatrixPlatform(setup: PlatformSetup<MatrixSettings>): Promise<Platform> {
  const { settings, clock, logger, say, state } = setup;
  const base = settings.MATRIX_HOMESERVER_URL ?? '';
  const http = createHttp(base, plainFetch);
  const fail = (error: Error): void => void (setup.fail === undefined ? Promise.reject(error) : setup.fail(error));
  const session = await openSession({ settings, http, state, clock, logger, onLost: fail }).catch((thrown: unknown) => {
    throw notReached(thrown);
  });
  const { user } = session;
  const api = createMatrixApi(session.request);
  const account = participantOf(user);
  // A homeserver federates with strangers: whom nobody named is a guest only at home.
  const guests = [participantOf(`@*:${serverOf(user)}`)];
  const name = cleanName(await api.displayName(user).catch(() => undefined), user);

  const pace = createEditPace(clock, limitedFor);
  const own = createOwnMessages(state, clock);
  const places = createPlaces((room) => api.state(room));
  const originals = createOriginals(state, api);
  const presses = createPresses(state, clock);
  const reactions = createReactions({ api, clock, pace });
  const upgrades = createUpgrades({ api, clock, logger, state, places });
  const show = createShow({ api, clock, own, pace, places, upgrades, self: user });
  const spaces = createSpaces({ state, places, upgrades });
  const portraits = createPortraits({ api, logger, state, server: serverOf(user), picture: setup.picture });
  const roomName = createRoomName({ api, clock, logger, pace, places, portraits, self: user, name, where: show.where });
  const showTyping = async (room: string, ms: number): Promise<void> => {
    const place = placeOf(room as RoomId);
    if (place !== undefined) await api.typing(upgrades.current(place.room), user, ms);
  };
  const fetchFile = async (mxc: string, most: number): Promise<Uint8Array | undefined> => {
    const path = mediaPath(mxc);
    if (path === undefined) return undefined;
    return fetchBytes(plainFetch, new URL(base.replace(/\/+$/, '') + path), { token: session.token(), most });
  };
  const typing = createTypingLoop({
    ...{ clock, everyMs: typingMs.every },
    show: (room) => showTyping(room, typingMs.shown),
    hide: (room) => showTyping(room, 0),
  });
  const told = new Set<string>();
  const onEncrypted = (room: string): void => {
    if (told.has(room)) return;
    told.add(room);
    logger.warn('matrix-room-encrypted', { room });
    process.stderr.write(`matrix: leaving ${room}, it is encrypted: encrypted rooms cannot be read yet\n`);
  };
  const invites = createInvites({
    api,
    clock,
    logger,
    state,
    say,
    self: user,
    isWelcome: welcome({ invites: settings.MATRIX_INVITES, allow: setup.allow ?? guests }),
    isExpected: upgrades.isExpected,
    onEncrypted,
  });
  let close = async (): Promise<void> => undefined;
  let isConnected = (): boolean => false;

  const takingBack = createTakingBack({ api, clock, logger, pace, state });
  const limit = createTextLimit();
  const standing = createStanding({ api, state, upgrades });
  const { send, edit, remove, takeAway, lose } = createSpeaking({
    ...{ logger, pace, portraits, presses, show, standing, takingBack, typing, roomName, limit, reactions },
  });
  return {
    ...{ send, edit, remove, takeAway },
    name: 'matrix',
    account,
    facts: {
      get maxLength() {
        return limit.most;
      },
      dialect: 'markdown',
      // What another device has sent is not known by its transaction ids.
      get keyLifetimeMs() {
        return Math.max(1, Math.min(transactionMs, clock.now() - session.since));
      },
      confirms: false,
      rehearsals: false,
      guests,
    },

    // A thread is its room and the event it began with: nothing has to be opened.
    threadOn({ room, ref }) {
      const place = placeOf(room);
      return place === undefined || place.thread !== undefined ? undefined : roomOf({ room: place.room, thread: ref });
    },

    isConnected: () => isConnected(),

    async start(inbox) {
      const self = { id: user, name };
      const hear = createHearing({
        ...{ api, clock, logger, say, inbox, places, originals, presses, invites, spaces, upgrades },
        ...{ fetchFile, account, self, onEncrypted, onRedacted: lose },
      });
      const loop = createSyncLoop({ api, clock, logger, state, self: user, handle: hear });
      close = () => loop.close();
      isConnected = loop.isOpen;
      await Promise.all([own.prune(), presses.prune(), spaces.open(), upgrades.open()]);
      await loop.open().catch((thrown: unknown) => {
        throw notReached(thrown);
      });
      await Promise.all([invites.open(), takingBack.open()]);
      logger.info('matrix-ready');
      process.stderr.write(`ready: matrix as ${user}\n`);
    },

    async stop() {
      typing.stopAll();
      pace.stop();
      invites.stop();
      upgrades.stop();
      await close();
    },

    async find({ room }, { key, since }) {
      const transaction = nonceOf(key);
      const noted = await own.find(transaction);
      if (noted !== undefined) return noted;
      const { room: id } = show.where(room);
      let from: string | undefined;
      for (let page = 0; page < searched.pages; page += 1) {
        const query = { ...(from === undefined ? {} : { from }), limit: searched.perPage };
        const { chunk, end } = await api.messages(id, query).catch((thrown: unknown) => {
          throw toMatrixError(thrown);
        });
        for (const raw of chunk) {
          const event = readEvent(raw);
          if (event === undefined) continue;
          if (isDelivery(event, user, transaction)) return event.event_id;
          if (event.origin_server_ts < since - 60_000) return undefined;
        }
        if (end === undefined || chunk.length === 0) return undefined;
        from = end;
      }
      return undefined;
    },

    async describe(room) {
      const there = placeOf(room);
      if (there === undefined) return { kind: 'room', admins: [] };
      try {
        const place = await places.get(upgrades.current(there.room));
        return toRoomFacts(place, user, { ...there, community: await spaces.of(place) });
      } catch (thrown) {
        logger.info('matrix-place-unknown', { code: toBotError(toMatrixError(thrown)).code });
        return { kind: 'room', admins: [] };
      }
    },

    async pictures({ room }, ref) {
      const place = placeOf(room);
      if (place === undefined) return [];
      const event = await api.event(upgrades.current(place.room), ref).catch((thrown: unknown) => {
        throw toMatrixError(thrown);
      });
      return fetchPicture(readEvent(event)?.content ?? {}, fetchFile);
    },

    async typing({ room }, on) {
      if (on) typing.start(room);
      else typing.stop(room);
    },
  };
}
