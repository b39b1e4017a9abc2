import { LRUCache } from 'lru-cache';
import type { RoomId } from '../../../core/ids.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { Platform, Target } from '../../../core/ports/platform.ts';
import type { DiscordApi } from './api.ts';
import { cut } from './buttons.ts';
import { channelOf } from './describe.ts';
import { apiCode, isForbidden, isUnauthorized, toDiscordError } from './errors.ts';
import { isThreadType } from './gateway.ts';
import { roomOf } from './incoming.ts';
import type { OwnMessages } from './own-messages.ts';
import { cannotOpenThreads } from './permissions.ts';
import type { Places } from './places.ts';
import { readRef } from './refs.ts';

const remembered = 1_000;
/** Discord takes a hundred characters. */
const longestName = 90;

/** Threads that begin with somebody's question. Discord gives a thread the id of its first message, so where it will be is known before it is. */
export interface Threads {
  readonly on: NonNullable<Platform['threadOn']>;
  /** Opens the thread that something is to be shown in; where that is not allowed the target is the channel, so that nothing is lost. */
  opened(target: Target): Promise<Target>;
  /** A message is gone: a thread of ours that begins with it is not called after it any more. Never rejects. */
  unname(message: string): Promise<void>;
}

export interface ThreadsParts {
  readonly api: Pick<DiscordApi, 'startThread' | 'renameThread' | 'channel'>;
  readonly own: Pick<OwnMessages, 'spokeIn'>;
  readonly places: Pick<Places, 'known' | 'learnThread'>;
  readonly logger: Logger;
  /** What a thread is called when the question is not known any more. */
  readonly name: string;
  /** The bot's own user id. */
  readonly self: string;
  onRefused(channel: string, missing: readonly string[]): Promise<void>;
}

export function createThreads({ api, own, places, logger, name, self, onRefused }: ThreadsParts): Threads {
  /** By thread, what to open it with: a question that may still come to nothing opens none. */
  const planned = new LRUCache<string, { readonly title: string }>({ max: remembered });
  /** By thread, where its replies go: itself, or its channel. */
  const opened = new LRUCache<string, RoomId>({ max: remembered });

  async function open(channel: string, thread: string): Promise<RoomId> {
    try {
      await api.startThread(channel, thread, planned.get(thread)?.title ?? name);
      return roomOf(thread);
    } catch (thrown) {
      // Refused for whatever reason, as where there are a thousand already: the answer is worth more than its thread.
      if (apiCode(thrown) === undefined || isUnauthorized(thrown)) throw toDiscordError(thrown);
      logger.info('discord-no-thread', { channel, api: apiCode(thrown) });
      if (isForbidden(thrown)) await onRefused(channel, ['Create Public Threads']);
      return roomOf(channel);
    }
  }

  return {
    on({ room, ref, text }) {
      const question = readRef(ref);
      const place = question === undefined ? undefined : places.known(question.channel);
      if (question === undefined || place === undefined || !place.hasThreads || roomOf(question.channel) !== room) return undefined;
      if (text === undefined) return roomOf(question.message);
      // Held in the room of a thread that never opens, an answer in the channel could be neither pressed nor replied to.
      const missing = cannotOpenThreads(place);
      if (missing.length > 0) {
        void onRefused(question.channel, missing);
        return undefined;
      }
      const words = cut(text.replaceAll(/\s+/g, ' ').trim(), longestName);
      const title = words === '' ? name : words;
      planned.set(question.message, { title });
      places.learnThread({ id: question.message, name: title }, place);
      return roomOf(question.message);
    },
    async opened(target) {
      const question = target.replyTo === undefined ? undefined : readRef(target.replyTo);
      const thread = channelOf(target.room);
      if (question === undefined || thread !== question.message || thread === question.channel) return target;
      const room = opened.get(thread) ?? (await open(question.channel, thread));
      opened.set(thread, room);
      return { ...target, room };
    },
    async unname(message) {
      planned.delete(message);
      try {
        if (!(await own.spokeIn(message))) return;
        const thread = await api.channel(message);
        if (isThreadType(thread.type) && 'owner_id' in thread && thread.owner_id === self) await api.renameThread(message, name);
      } catch (thrown) {
        logger.info('discord-thread-not-renamed', { thread: message, code: toDiscordError(thrown).code });
      }
    },
  };
}
