import { once } from 'node:events';
import { Client, type ClientOptions, Events, GatewayIntentBits as Intent, Partials } from 'discord.js';
import type { DiscordTwin } from './discord-twin.ts';

/** Every intent that needs nobody's leave. */
export const openIntents: readonly number[] = [
  Intent.Guilds,
  Intent.GuildMessages,
  Intent.GuildMessageReactions,
  Intent.GuildMessageTyping,
  Intent.DirectMessages,
  Intent.DirectMessageReactions,
  Intent.DirectMessageTyping,
];

export interface LoggingIn {
  readonly intents?: readonly number[];
  readonly options?: Partial<ClientOptions>;
  /** Listeners, before anything comes. */
  readonly prepare?: (client: Client) => void;
}

/** The real client, logged in to the twin and ready. */
export async function logIn(twin: DiscordTwin, { intents = openIntents, options = {}, prepare }: LoggingIn = {}): Promise<Client<true>> {
  const client = new Client({
    intents: [...intents],
    partials: [Partials.Channel, Partials.Message, Partials.Reaction],
    allowedMentions: { parse: [] },
    rest: { api: twin.api },
    ...options,
  });
  client.on(Events.Error, () => undefined);
  prepare?.(client);
  const ready = once(client, Events.ClientReady);
  await client.login(twin.token);
  await ready;
  return client as Client<true>;
}
