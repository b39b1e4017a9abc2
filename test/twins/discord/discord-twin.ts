import { once } from 'node:events';
import { createServer } from 'node:http';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import { WebSocketServer } from 'ws';
import { type Actor, toActor } from './actors/actor.ts';
import { type Room, toRoom } from './actors/room.ts';
import { addServer, joins, type NewServer, type Server, toServer } from './actors/server.ts';
import { commandsOf, createCommandBook } from './command-book.ts';
import type { Core, Portal } from './core.ts';
import { createFaults, type Fault } from './faults.ts';
import { connect } from './gateway/connect.ts';
import { type GatewayControl, toControl } from './gateway/control.ts';
import { createGateway } from './gateway/gateway.ts';
import { createBuckets, type Rate } from './http/buckets.ts';
import { serve } from './http/serve.ts';
import { createInteractions } from './interactions/interactions.ts';
import { type Asked, assertNoPings, assertNoRefusals, createLedger, type Refused, type Sent } from './ledger.ts';
import { applicationRoutes } from './routes/application.ts';
import { callbackRoutes } from './routes/callback.ts';
import { channelRoutes } from './routes/channels.ts';
import { commandRoutes } from './routes/commands.ts';
import { followUpRoutes } from './routes/follow-ups.ts';
import { guildRoutes } from './routes/guilds.ts';
import { messageRoutes } from './routes/messages.ts';
import { threadRoutes } from './routes/threads.ts';
import { addGroup, addUser, type NewUser } from './state/add-user.ts';
import { createWorld } from './state/world.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export interface DiscordOptions {
  /** The bot's name; `Mia` when absent. */
  readonly name?: string;
  /** The name of the application's owner; `owner` when absent. */
  readonly owner?: string;
  readonly token?: string;
  /** Switches in the developer portal: privileged intents off, user install on when absent. */
  readonly portal?: Partial<Portal>;
  /** Requests a channel takes, messages and edits apart; 5 in 5 s, in real time, when absent. */
  readonly rate?: Rate;
  /** Requests the whole bot may make in a second; 50 when absent. */
  readonly globalPerSecond?: number;
  readonly heartbeatMs?: number;
  /** How long a nonce is remembered, on the virtual clock; 5 minutes when absent. */
  readonly nonceWindowMs?: number;
  /** Where the virtual clock takes its time from: the real time when absent. */
  readonly now?: () => number;
  readonly port?: number;
}

/** A Discord of one's own on loopback. */
export interface DiscordTwin {
  /** For `rest.api` and `DISCORD_API_URL`: the base without a version. */
  readonly api: string;
  readonly token: string;
  readonly bot: { readonly id: string; readonly name: string; readonly mention: string };
  readonly owner: Actor;
  readonly clock: VirtualClock;
  readonly portal: Portal;
  readonly gateway: GatewayControl;
  /** The person of that name; a new one joins every server the bot is in, unless a stranger. */
  user(name: string, how?: NewUser): Actor;
  /** The server of that name, made when there is none. */
  guild(name: string, how?: NewServer): Server;
  /** A conversation among people; the bot is not in it. */
  groupOf(...people: readonly Actor[]): Room;
  fault(fault: Fault): void;
  /** Requests on that route wait before their effect until the gate is opened. */
  hold: Core['faults']['hold'];
  /** Ends all planned faults and holds. */
  heal(): void;
  readonly refusals: readonly Refused[];
  /** Fails when the bot did anything that Discord refuses, those codes apart. */
  noRefusals(options?: { readonly except: readonly number[] }): void;
  readonly sent: readonly Sent[];
  /** Fails when anything the bot wrote could ping somebody. */
  noPings(): void;
  /** Requests so far, by route. */
  readonly asked: readonly Asked[];
  readonly rateLimited: number;
  /** What is registered for everywhere. */
  readonly commands: readonly APIApplicationCommand[];
  readonly commandWrites: number;
  /** The owner makes a new token: the old one is dead at once, live connections too. */
  revokeToken(next?: string): void;
  close(): Promise<void>;
}

const routes = [
  ...applicationRoutes,
  ...channelRoutes,
  ...messageRoutes,
  ...threadRoutes,
  ...guildRoutes,
  ...commandRoutes,
  ...callbackRoutes,
  ...followUpRoutes,
];

const switchedOff: Portal = { messageContent: false, members: false, presences: false, userInstall: true };

/** Starts a Discord on loopback that the real client logs in to. */
export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordTwin> {
  const clock = createVirtualClock(options.now);
  const world = createWorld();
  const owner = addUser({ world, clock }, options.owner ?? 'owner');
  const bot = addUser({ world, clock }, options.name ?? 'Mia', { isBot: true }).data;
  const core: Core = {
    world,
    clock,
    owner,
    bot,
    gateway: createGateway(options.heartbeatMs ?? 41_250),
    interactions: createInteractions(),
    commands: createCommandBook(),
    ledger: createLedger(),
    faults: createFaults(),
    portal: { ...switchedOff, ...options.portal },
    url: '',
    token: options.token ?? `${Buffer.from(bot.id).toString('base64url')}.twin.${'x'.repeat(27)}`,
    nonceWindowMs: options.nonceWindowMs ?? 5 * 60_000,
    nonces: new Map(),
  };
  const rate = options.rate ?? { limit: 5, perMs: 5000 };
  const perSecond = options.globalPerSecond ?? 50;
  // Webhooks are known to take five in two seconds.
  const tokens = createBuckets({ limit: rate.limit, perMs: rate.perMs * 0.4 }, perSecond);
  const service = { core, routes, channels: createBuckets(rate, perSecond), tokens };
  const http = createServer((request, response) => void serve(service, request, response));
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket) => connect(core, socket));
  http.listen(options.port ?? 0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  core.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return toTwin(core, async () => {
    core.faults.heal();
    clock.stop();
    // Nobody is left waiting.
    for (const interaction of core.interactions.all.values()) interaction.hasFailed ||= interaction.answered === undefined;
    world.changed();
    for (const socket of core.gateway.sockets) socket.terminate();
    sockets.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
}

function toTwin(core: Core, close: () => Promise<void>): DiscordTwin {
  const { world, ledger } = core;
  const actors = new Map<string, Actor>();
  const actorOf = (name: string, how?: NewUser): Actor => {
    const known = [...world.users.values()].find(({ data }) => data.username === name && data !== core.bot);
    const user = known ?? addUser(core, name, how);
    if (known === undefined && how?.isStranger !== true)
      for (const guild of world.guilds.values()) if (guild.members.has(core.bot.id)) joins(core, guild, user.data.id);
    const actor = actors.get(user.data.id) ?? toActor(core, user);
    actors.set(user.data.id, actor);
    return actor;
  };
  return {
    api: `${core.url}/api`,
    get token() {
      return core.token;
    },
    bot: { id: core.bot.id, name: core.bot.username, mention: `<@${core.bot.id}>` },
    owner: actorOf(core.owner.data.username),
    clock: core.clock,
    portal: core.portal,
    gateway: toControl(core),
    user: actorOf,
    guild(name, how) {
      const known = [...world.guilds.values()].find((one) => one.name === name);
      return toServer(core, known ?? addServer(core, name, how));
    },
    groupOf: (...people) => toRoom(core, addGroup(core, people)),
    fault: (fault) => core.faults.add(fault),
    hold: (on) => core.faults.hold(on),
    heal: () => core.faults.heal(),
    refusals: ledger.refusals,
    noRefusals: (options) => assertNoRefusals(ledger, options?.except),
    sent: ledger.sent,
    noPings: () => assertNoPings(ledger),
    asked: ledger.asked,
    get rateLimited() {
      return ledger.rateLimited;
    },
    get commands() {
      return commandsOf(core.commands, undefined);
    },
    get commandWrites() {
      return core.commands.writes;
    },
    revokeToken(next = 'another.token.entirely') {
      core.token = next;
      toControl(core).closes(4004);
    },
    close,
  };
}
