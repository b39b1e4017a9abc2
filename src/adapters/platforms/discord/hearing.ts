import { type APIMessage, GatewayDispatchEvents, type GatewayDispatchPayload } from 'discord-api-types/v10';
import { LRUCache } from 'lru-cache';
import { toBotError } from '../../../core/errors.ts';
import type { Inbox } from '../../../core/events/inbound-event.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { DiscordApi } from './api.ts';
import { type FetchFile, readAttachments } from './attachments.ts';
import { channelsToCatchUp, missedIn, type SeenMessages } from './catch-up.ts';
import { type GivenMessage, type Heard, toDeletion, toEdit, toMessage, type View } from './incoming.ts';
import type { People } from './people.ts';
import type { Places } from './places.ts';
import { timeOf } from './refs.ts';
import type { Say } from './say.ts';

/** So many messages' authors are remembered: Discord does not tell whose message was deleted. */
const remembered = 20_000;

export interface HearingParts {
  readonly api: DiscordApi;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly say: Say;
  readonly inbox: Inbox;
  readonly view: View;
  readonly places: Places;
  readonly seen: SeenMessages;
  readonly people: People;
  readonly fetchFile: FetchFile;
}

/** Everything that is said, changed and taken away, handed over in its channel's order; after a gap what was missed comes first. */
export interface Hearing {
  take(packet: GatewayDispatchPayload): void;
}

export function createHearing(parts: HearingParts): Hearing {
  const { clock, logger, inbox, view, places, seen } = parts;
  const authors = new LRUCache<string, string>({ max: remembered });
  const tails = new Map<string, Promise<void>>();
  const startedAt = clock.now();

  /** One after the other per channel: a text file that has to be fetched must not be overtaken by the next message. */
  function inOrder(channel: string, work: () => Promise<void>): void {
    const tail = (tails.get(channel) ?? Promise.resolve()).then(work).catch((thrown: unknown) => {
      logger.error('discord-event-not-claimed', { code: toBotError(thrown).code });
    });
    tails.set(channel, tail);
    void tail.finally(() => {
      if (tails.get(channel) === tail) tails.delete(channel);
    });
  }

  async function handOver(heard: Heard, message: GivenMessage): Promise<void> {
    const extra = await readAttachments(heard, { say: parts.say, locale: heard.event.locale, fetchFile: parts.fetchFile });
    const text = [heard.event.text, extra].filter((part) => part !== '').join('\n\n');
    await inbox({ ...heard.event, text });
    if (heard.event.kind === 'message') seen.note(message.channel_id, message.id);
  }

  function hear(message: GivenMessage): void {
    const heard = toMessage(message, view);
    if (heard === undefined) return;
    const { author, channel_id, guild_id } = message;
    if (guild_id === undefined) places.learnDm(channel_id, author.id);
    authors.set(message.id, author.id);
    parts.people.sawMessage(channel_id, author.id);
    inOrder(channel_id, () => handOver(heard, message));
  }

  function change(message: GivenMessage): void {
    const heard = toEdit(message, view);
    if (heard !== undefined) inOrder(message.channel_id, () => handOver(heard, message));
  }

  function lose(channel: string, message: string): void {
    const author = authors.get(message);
    // What came while we run and was not for us is not known to anybody here.
    if (author === undefined && timeOf(message) > startedAt) return;
    const event = toDeletion({ channel, message, author, at: clock.now() }, view);
    inOrder(channel, async () => void (await inbox(event)));
  }

  async function catchUp(): Promise<void> {
    const channels = await channelsToCatchUp(seen);
    for (const last of channels)
      inOrder(last.channel, async () => {
        const missed = await missedIn(last, parts);
        if (missed.length > 0) logger.info('discord-caught-up', { channel: last.channel, messages: missed.length });
        for (const message of missed) await hearMissed(message);
        const newest = missed.at(-1);
        if (newest === undefined) return;
        // Saved at once: where one crash follows the other, what is missed must not grow beyond what is looked through.
        seen.note(last.channel, newest.id);
        await seen.flush();
      });
  }

  async function hearMissed(message: APIMessage): Promise<void> {
    const guild = (await places.get(message.channel_id).catch(() => undefined))?.guild;
    const given: GivenMessage = { ...message, ...(guild === undefined ? {} : { guild_id: guild }) };
    const heard = toMessage(given, view);
    if (heard === undefined) return;
    if (guild === undefined) places.learnDm(message.channel_id, message.author.id);
    authors.set(message.id, message.author.id);
    parts.people.sawMessage(message.channel_id, message.author.id);
    await handOver(heard, given);
  }

  return {
    take(packet) {
      switch (packet.t) {
        case GatewayDispatchEvents.MessageCreate:
          return hear(packet.d as GivenMessage);
        case GatewayDispatchEvents.MessageUpdate:
          return change(packet.d as GivenMessage);
        case GatewayDispatchEvents.MessageDelete:
          return lose(packet.d.channel_id, packet.d.id);
        case GatewayDispatchEvents.MessageDeleteBulk:
          for (const id of packet.d.ids) lose(packet.d.channel_id, id);
          return;
        case GatewayDispatchEvents.ChannelDelete:
        case GatewayDispatchEvents.ThreadDelete:
          void seen.forget(packet.d.id);
          return;
        case GatewayDispatchEvents.Ready:
        case GatewayDispatchEvents.Resumed:
          void catchUp().catch((thrown: unknown) => logger.warn('discord-no-catch-up', { code: toBotError(thrown).code }));
          return;
        default:
          return;
      }
    },
  };
}
