import type { REST } from 'discord.js';
import type {
  APIApplication,
  APIApplicationCommand,
  APIChannel,
  APIGuildMember,
  APIInteractionResponse,
  APIMessage,
  APIUser,
  RESTPatchAPIChannelMessageJSONBody,
  RESTPostAPIApplicationCommandsJSONBody,
  RESTPostAPIChannelMessageJSONBody,
  RESTPostAPIInteractionCallbackWithResponseResult,
} from 'discord-api-types/v10';
import type { Clock } from '../../../core/ports/clock.ts';
import { withRetries } from '../../../core/replies/with-retries.ts';
import { apiCode, apiCodes, isTransient } from './errors.ts';

/** A file on its way out. */
export interface OutFile {
  readonly name: string;
  readonly contentType: string;
  readonly data: Buffer;
}

/** A message as it is written to Discord. */
export interface Payload {
  readonly body: Omit<RESTPostAPIChannelMessageJSONBody, 'nonce' | 'enforce_nonce' | 'message_reference'>;
  readonly files: readonly OutFile[];
}

/** The part of the SDK's REST client that is used; its queues, buckets and waits after a 429 are the SDK's. */
export type Rest = Pick<REST, 'get' | 'post' | 'patch' | 'put' | 'delete'>;

/** The requests we make, each safe to make again after a reset or a 5xx, except follow-ups. Throws what the SDK throws. */
export interface DiscordApi {
  me(): Promise<APIUser>;
  application(): Promise<APIApplication>;
  channel(id: string): Promise<APIChannel>;
  member(guild: string, user: string): Promise<APIGuildMember>;
  openDm(user: string): Promise<string>;
  typing(channel: string): Promise<void>;
  send(channel: string, payload: Payload, how: { readonly nonce: string; readonly replyTo?: string }): Promise<APIMessage>;
  edit(channel: string, message: string, payload: Payload): Promise<void>;
  remove(channel: string, message: string): Promise<void>;
  renameThread(thread: string, name: string): Promise<void>;
  /** The thread has the message's id; that there is one already is no failure. */
  startThread(channel: string, message: string, name: string): Promise<void>;
  message(channel: string, id: string): Promise<APIMessage>;
  /** At most 50, newest first. */
  messages(channel: string, query: { readonly after?: string; readonly limit: number }): Promise<readonly APIMessage[]>;
  /** Resolves with the message it made, where it made one. */
  respond(
    interaction: { readonly id: string; readonly token: string },
    response: APIInteractionResponse,
    files?: readonly OutFile[],
  ): Promise<APIMessage | undefined>;
  editOriginal(token: string, payload: Payload): Promise<APIMessage>;
  deleteOriginal(token: string): Promise<void>;
  followUp(token: string, payload: Payload): Promise<APIMessage>;
  editFollowUp(token: string, message: string, payload: Payload): Promise<void>;
  commands(): Promise<readonly APIApplicationCommand[]>;
  createCommand(command: RESTPostAPIApplicationCommandsJSONBody): Promise<void>;
  changeCommand(id: string, command: RESTPostAPIApplicationCommandsJSONBody): Promise<void>;
  dropCommand(id: string): Promise<void>;
  replaceCommands(commands: readonly RESTPostAPIApplicationCommandsJSONBody[]): Promise<void>;
}

export function createDiscordApi(rest: Rest, clock: Clock, applicationId: () => string): DiscordApi {
  const again = <Result>(request: () => Promise<unknown>): Promise<Result> =>
    withRetries(clock, request as () => Promise<Result>, isTransient);
  const webhook = (token: string): `/${string}` => `/webhooks/${applicationId()}/${token}`;
  const commands = (): `/${string}` => `/applications/${applicationId()}/commands`;
  const withFiles = (body: unknown, files: readonly OutFile[]) => ({ body, ...(files.length === 0 ? {} : { files: [...files] }) });

  /** In a thread that was put away nothing can be changed before it is taken out again; a new message does that by itself. */
  async function awake(channel: string, change: () => Promise<unknown>): Promise<void> {
    try {
      await again(change);
    } catch (thrown) {
      if (apiCode(thrown) !== apiCodes.archivedThread) throw thrown;
      await again(() => rest.patch(`/channels/${channel}`, { body: { archived: false } }));
      await again(change);
    }
  }

  return {
    me: () => again(() => rest.get('/users/@me')),
    application: () => again(() => rest.get('/applications/@me')),
    channel: (id) => again(() => rest.get(`/channels/${id}`)),
    member: (guild, user) => again(() => rest.get(`/guilds/${guild}/members/${user}`)),
    openDm: async (user) => (await again<{ id: string }>(() => rest.post('/users/@me/channels', { body: { recipient_id: user } }))).id,
    typing: async (channel) => void (await rest.post(`/channels/${channel}/typing`)),
    send(channel, { body, files }, { nonce, replyTo }) {
      const reference = replyTo === undefined ? {} : { message_reference: { message_id: replyTo, fail_if_not_exists: false } };
      // The nonce makes a repeat of the same message show the first one, for the next few minutes.
      const whole: RESTPostAPIChannelMessageJSONBody = { ...body, ...reference, nonce, enforce_nonce: true };
      return again(() => rest.post(`/channels/${channel}/messages`, withFiles(whole, files)));
    },
    async edit(channel, message, { body, files }) {
      const whole: RESTPatchAPIChannelMessageJSONBody = body;
      await awake(channel, () => rest.patch(`/channels/${channel}/messages/${message}`, withFiles(whole, files)));
    },
    remove: (channel, message) => awake(channel, () => rest.delete(`/channels/${channel}/messages/${message}`)),
    async startThread(channel, message, name) {
      try {
        await again(() => rest.post(`/channels/${channel}/messages/${message}/threads`, { body: { name } }));
      } catch (thrown) {
        if (apiCode(thrown) !== apiCodes.hasThread) throw thrown;
      }
    },
    // Only a thread that is out can be changed.
    renameThread: async (thread, name) => void (await again(() => rest.patch(`/channels/${thread}`, { body: { name, archived: false } }))),
    message: (channel, id) => again(() => rest.get(`/channels/${channel}/messages/${id}`)),
    messages: (channel, { after, limit }) =>
      again(() =>
        rest.get(`/channels/${channel}/messages`, {
          query: new URLSearchParams({ limit: String(limit), ...(after === undefined ? {} : { after }) }),
        }),
      ),
    async respond({ id, token }, response, files = []) {
      let tries = 0;
      try {
        const made = await again<RESTPostAPIInteractionCallbackWithResponseResult | undefined>(() => {
          tries += 1;
          return rest.post(`/interactions/${id}/${token}/callback`, {
            ...withFiles(response, files),
            auth: false,
            query: new URLSearchParams({ with_response: 'true' }),
          });
        });
        return made?.resource?.message;
      } catch (thrown) {
        // Our own first try got through, only its answer was lost.
        if (tries > 1 && apiCode(thrown) === apiCodes.alreadyAcknowledged) return undefined;
        throw thrown;
      }
    },
    editOriginal: (token, { body, files }) =>
      again(() => rest.patch(`${webhook(token)}/messages/@original`, { ...withFiles(body, files), auth: false })),
    deleteOriginal: async (token) => void (await again(() => rest.delete(`${webhook(token)}/messages/@original`, { auth: false }))),
    // Not made again: Discord knows no nonce here, and twice would be shown twice.
    followUp: async (token, { body, files }) => (await rest.post(webhook(token), { ...withFiles(body, files), auth: false })) as APIMessage,
    editFollowUp: async (token, message, { body, files }) =>
      void (await again(() => rest.patch(`${webhook(token)}/messages/${message}`, { ...withFiles(body, files), auth: false }))),
    commands: () => again(() => rest.get(commands(), { query: new URLSearchParams({ with_localizations: 'true' }) })),
    // A command of the same name is replaced, so this too may be made again.
    createCommand: async (command) => void (await again(() => rest.post(commands(), { body: command }))),
    changeCommand: async (id, command) => void (await again(() => rest.patch(`${commands()}/${id}`, { body: command }))),
    dropCommand: async (id) => void (await again(() => rest.delete(`${commands()}/${id}`))),
    replaceCommands: async (list) => void (await again(() => rest.put(commands(), { body: list }))),
  };
}
