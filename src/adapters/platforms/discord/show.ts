import { BotError } from '../../../core/errors.ts';
import type { RoomId } from '../../../core/ids.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { DiscordApi, Payload } from './api.ts';
import { channelOf, foreignUser } from './describe.ts';
import { isDmClosed, isForbidden, isGone, toDiscordError } from './errors.ts';
import { nonceOf } from './nonce.ts';
import type { OwnMessages } from './own-messages.ts';
import { cannotSpeak, type Refusals } from './permissions.ts';
import type { Places } from './places.ts';
import type { MessagePlace } from './refs.ts';
import type { Surface } from './surface.ts';
import { withoutCreation } from './surface.ts';
import type { Surfaces } from './surfaces.ts';

export interface ShowParts {
  readonly api: DiscordApi;
  readonly logger: Logger;
  readonly own: OwnMessages;
  readonly places: Places;
  readonly refusals: Refusals;
  readonly surfaces: Surfaces;
  /** Somebody could not be answered: they are told which rights are missing. */
  onRefused(channel: string, surface: Surface | undefined, missing: readonly string[]): Promise<void>;
}

/** Where and for whom something is to be shown. */
export interface Showing {
  readonly room: RoomId;
  readonly surface: Surface | undefined;
  readonly isPrivate: boolean;
  readonly replyTo: string | undefined;
  readonly key: string;
  /** Which message of the delivery it is. */
  readonly part: number;
}

/** Puts one message where it belongs: into the interaction that asked for it, else into the channel, else into a DM. */
export interface Show {
  send(payload: Payload, showing: Showing): Promise<MessagePlace>;
  /** Changes a message of ours. One that is gone was taken away by somebody, and stays away. */
  edit(place: MessagePlace, payload: Payload): Promise<void>;
}

export function createShow(parts: ShowParts): Show {
  const { api, logger, own, places, refusals, surfaces } = parts;
  /** Messages that an interaction made: its token reaches them even where we may not enter. */
  const byToken = new Map<string, string>();

  async function send(payload: Payload, showing: Showing): Promise<MessagePlace> {
    const { surface, isPrivate, room, key, part } = showing;
    const noted = own.byKey(noteOf(key, part));
    if (noted !== undefined) return noted;
    const said = await surface?.say(payload, { isPrivate });
    if (said !== undefined && surface !== undefined) {
      const place = { channel: said.channel, message: said.message, ...(said.isOnly ? { only: surface.facts.id } : {}) };
      remember(said.message, surface.facts.id);
      await own.note(place.channel, place.message, noteOf(key, part));
      return place;
    }
    const channel = await channelFor(room, isPrivate, surface);
    const message = await post(channel, payload, showing);
    await own.note(channel, message, noteOf(key, part));
    return { channel, message };
  }

  /** What was for one person alone and cannot be whispered any more goes into their DM. */
  async function channelFor(room: RoomId, isPrivate: boolean, surface: Surface | undefined): Promise<string> {
    const user = foreignUser(room);
    if (user !== undefined) return api.openDm(user);
    const channel = channelOf(room);
    if (channel === undefined) throw new BotError('not-found', 'no such room');
    if (!isPrivate) return channel;
    const place = await places.get(channel).catch(() => undefined);
    if (place?.kind === 'dm') return channel;
    if (surface === undefined) throw new BotError('not-found', 'whoever asked cannot be reached any more');
    return api.openDm(surface.facts.user);
  }

  async function post(channel: string, payload: Payload, { key, part, replyTo, surface }: Showing): Promise<string> {
    const place = places.known(channel);
    const missing = place === undefined ? [] : cannotSpeak(place);
    if (missing.length > 0 || refusals.isBlocked(channel, place?.rights)) {
      await parts.onRefused(channel, surface, missing);
      throw new BotError('not-allowed', 'no right to speak there');
    }
    try {
      const { id } = await api.send(channel, payload, { nonce: nonceOf(key, part), ...(replyTo === undefined ? {} : { replyTo }) });
      refusals.clear(channel);
      return id;
    } catch (thrown) {
      if (isForbidden(thrown)) {
        refusals.note(channel, place?.rights);
        await parts.onRefused(channel, surface, missing);
      } else if (isDmClosed(thrown)) refusals.note(channel);
      throw thrown;
    }
  }

  async function edit({ channel, message, only }: MessagePlace, payload: Payload): Promise<void> {
    const surface = await surfaces.of(only ?? byToken.get(message));
    if (surface !== undefined && (await surface.edit(message, payload))) return;
    if (only !== undefined) {
      // Only its reader saw it, and only for a quarter of an hour.
      logger.info('discord-too-late-to-edit', { event: only });
      return;
    }
    try {
      await api.edit(channel, message, withoutCreation(payload));
    } catch (thrown) {
      if (!isGone(thrown)) throw thrown;
      logger.info('discord-message-gone', { message });
    }
  }

  function remember(message: string, event: string): void {
    byToken.set(message, event);
    const oldest = byToken.keys().next().value;
    if (byToken.size > 1_000 && oldest !== undefined) byToken.delete(oldest);
  }

  /** What broke on its way must not be taken for a fault of what is shown: that would be given up. */
  const fail = (thrown: unknown): never => {
    throw toDiscordError(thrown);
  };

  return {
    send: (payload, showing) => send(payload, showing).catch(fail),
    edit: (place, payload) => edit(place, payload).catch(fail),
  };
}

const noteOf = (key: string, part: number): string => (part === 0 ? key : `${key}#${part}`);
