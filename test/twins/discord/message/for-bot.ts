import type { APIMessage } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { toChannel } from '../state/payloads.ts';
import type { TwinMessage } from '../state/world.ts';

/** Fields that the intent for message content uncovers. */
const hidden = { content: '', embeds: [], attachments: [], components: [] } as const;

/** Whether the bot sees the words without the intent: its own, in its conversations, where it is mentioned or pinged. */
function isUncovered(core: Core, message: TwinMessage): boolean {
  const { author, mentions } = message.data;
  return author.id === core.bot.id || message.guildId === undefined || mentions.some(({ id }) => id === core.bot.id);
}

/** A message as the bot gets it; without the intent most words of others are missing. */
export function forBot(core: Core, message: TwinMessage, seesContent: boolean): APIMessage {
  const { nonce: _nonce, poll: _poll, ...data } = message.data;
  // A thread that hangs on a message has that message's id.
  const thread = data.id === data.channel_id ? undefined : core.world.channels.get(data.id);
  const referenced = findReferenced(core, message);
  const reactions = [...message.reactions]
    .filter(([, users]) => users.size > 0)
    .map(([emoji, users]) => ({
      emoji: { id: null, name: emoji },
      count: users.size,
      count_details: { burst: 0, normal: users.size },
      me: users.has(core.bot.id),
      me_burst: false,
      burst_colors: [],
    }));
  return {
    ...data,
    ...(seesContent || isUncovered(core, message) ? {} : { ...hidden, embeds: [], attachments: [], components: [] }),
    ...(reactions.length > 0 ? { reactions } : {}),
    ...(thread === undefined ? {} : { thread: toChannel(core, thread) }),
    ...(data.message_reference === undefined
      ? {}
      : {
          referenced_message:
            referenced === undefined ? null : forBot(core, { ...referenced, data: withoutReference(referenced.data) }, seesContent),
        }),
  };
}

/** Discord nests one level only. */
function withoutReference(data: APIMessage): APIMessage {
  const { message_reference: _reference, ...rest } = data;
  return rest;
}

function findReferenced(core: Core, message: TwinMessage): TwinMessage | undefined {
  const reference = message.data.message_reference;
  if (reference?.message_id === undefined) return undefined;
  const found = core.world.channels.get(reference.channel_id)?.messages.get(reference.message_id);
  return found?.isDeleted === true ? undefined : found;
}
