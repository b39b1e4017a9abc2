import { once } from 'node:events';
import { createServer } from 'node:http';
import { createVirtualClock, type VirtualClock } from '../discord/virtual-clock.ts';
import { type Actor, toActor } from './actors/actor.ts';
import { enter, type Named, type Room, toRoom } from './actors/room.ts';
import type { Core, Manners } from './core.ts';
import { createFaults, type Fault } from './faults.ts';
import { createLimiter, type Limits, relaxed, synapseDefaults } from './http/limiter.ts';
import { serve } from './http/serve.ts';
import { type Asked, assertNoPings, assertNoRefusals, createLedger, type Refused, type Sent } from './ledger.ts';
import { accountRoutes } from './routes/account.ts';
import { eventRoutes } from './routes/events.ts';
import { keyRoutes } from './routes/keys.ts';
import { mediaRoutes } from './routes/media.ts';
import { memberRoutes } from './routes/members.ts';
import { roomRoutes } from './routes/rooms.ts';
import { sendRoutes } from './routes/send.ts';
import { sessionRoutes } from './routes/session.ts';
import { syncRoutes } from './routes/sync.ts';
import { textOf } from './state/content.ts';
import { createRoom } from './state/create-room.ts';
import { stateOf } from './state/room-state.ts';
import { type LoggingIn, logIn, logOut, sessionsOf } from './state/sessions.ts';
import { addUser, createWorld } from './state/world.ts';

export interface MatrixOptions {
  /** The bot's name; `Mia` when absent. */
  readonly name?: string;
  readonly password?: string;
  /** What stands behind the colon; `twin` when absent. */
  readonly serverName?: string;
  /** Limits as an untouched Synapse has them, raised ones, or none (the default). */
  readonly limits?: LimitsName | Limits;
  readonly manners?: Partial<Manners>;
  /** Where the clock takes its time from: the real time when absent. */
  readonly now?: () => number;
  readonly port?: number;
}

export type LimitsName = 'default' | 'relaxed' | 'none';

export interface NewPlace {
  /** Whether the bot is in it already; `join` when absent. */
  readonly bot?: 'join' | 'invite' | 'none';
  readonly version?: string;
  readonly isEncrypted?: boolean;
  /** Anybody may come in. */
  readonly isPublic?: boolean;
  readonly alias?: string;
  /** A space: it holds rooms by what its state says of them. */
  readonly isSpace?: boolean;
}

export interface Account {
  readonly userId: string;
  readonly password: string;
  readonly accessToken: string;
  readonly deviceId: string;
}

/** A homeserver of one's own on loopback. */
export interface MatrixTwin {
  /** The homeserver's address. */
  readonly url: string;
  readonly serverName: string;
  readonly bot: Named & { readonly name: string; readonly password: string };
  /** Who makes rooms that nobody is said to make. */
  readonly founder: Actor;
  readonly clock: VirtualClock;
  /** An access token for the bot, without the way over `/login`. */
  logIn(how?: LoggingIn): { readonly accessToken: string; readonly deviceId: string };
  /** Ends the bot's sessions: `soft` (log in again with the same device) or `hard`. */
  logsOut(how: 'soft' | 'hard'): void;
  /** A new account with a session of its own, for a real client. */
  registers(name: string): Account;
  /** A token for `m.login.token`. */
  loginToken(): string;
  /** The person of that name. */
  user(name: string): Actor;
  /** The room of that name, made by the founder when there is none. */
  room(name: string, how?: NewPlace): Room;
  /** The room of that id. */
  roomOf(id: string): Room;
  /** Rooms the bot is in. */
  readonly rooms: readonly Room[];
  limits(limits: LimitsName | Limits): void;
  fault(fault: Fault): void;
  /** Requests on that route wait before their effect until the gate is opened. */
  hold: Core['faults']['hold'];
  /** Ends all planned faults and holds. */
  heal(): void;
  /** Nobody answers any more, and connections break; or it is there again. */
  goesDown(isDown?: boolean): void;
  /** Sync tokens so far are unknown, as after a restored backup. */
  forgetsTokens(): void;
  readonly refusals: readonly Refused[];
  /** Fails when a client did anything that is refused or that the spec does not allow, those codes apart. */
  noRefusals(options?: { readonly except: readonly string[] }): void;
  /** Events that came over the wire. */
  readonly sent: readonly Sent[];
  /** Fails when anything that came over the wire could ping somebody. */
  noPings(): void;
  /** Requests so far, by route. */
  readonly asked: readonly Asked[];
  readonly rateLimited: number;
  close(): Promise<void>;
}

const routes = [
  ...sessionRoutes,
  ...syncRoutes,
  ...roomRoutes,
  ...memberRoutes,
  ...eventRoutes,
  ...sendRoutes,
  ...accountRoutes,
  ...mediaRoutes,
  ...keyRoutes,
];

const usual: Manners = {
  joinsInState: false,
  roomVersion: '12',
  tokenLifetimeMs: 300_000,
  maxUploadBytes: 50 * 1024 * 1024,
  maxEventBytes: 65_536,
};

const toLimits = (limits: LimitsName | Limits): Limits | 'none' =>
  limits === 'default' ? synapseDefaults : limits === 'relaxed' ? relaxed : limits;

/** Starts a homeserver on loopback that a real client logs in to. */
export async function startMatrix(options: MatrixOptions = {}): Promise<MatrixTwin> {
  const clock = createVirtualClock(options.now);
  const world = createWorld(options.serverName ?? 'twin');
  const core: Core = {
    world,
    clock,
    ledger: createLedger(),
    faults: createFaults(),
    limiter: createLimiter(() => clock.now(), toLimits(options.limits ?? 'none')),
    manners: { ...usual, ...options.manners },
    bot: addUser(world, options.name ?? 'Mia', options.password),
    url: '',
    isDown: false,
  };
  const http = createServer((request, response) => void serve({ core, routes }, request, response));
  http.listen(options.port ?? 0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  core.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return toTwin(core, {
    cut: () => http.closeAllConnections(),
    async close() {
      core.isDown = true;
      core.faults.heal();
      clock.stop();
      world.changed();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  });
}

interface Server {
  /** Breaks every connection. */
  cut(): void;
  close(): Promise<void>;
}

function toTwin(core: Core, server: Server): MatrixTwin {
  const { world, ledger, bot } = core;
  const actors = new Map<string, Actor>();
  const actorOf = (name: string): Actor => {
    const known = actors.get(name);
    if (known !== undefined) return known;
    const actor = toActor(core, addUser(world, name));
    actors.set(name, actor);
    return actor;
  };
  const named = (name: string) => [...world.rooms.values()].find((room) => textOf(stateOf(room, 'm.room.name'), 'name') === name);
  return {
    url: core.url,
    serverName: world.serverName,
    bot: { id: bot.id, name: bot.name, password: bot.password },
    founder: actorOf('Founder'),
    clock: core.clock,
    logIn(how) {
      const { token, device } = logIn(core, bot, how);
      return { accessToken: token, deviceId: device };
    },
    logsOut: (how) => logOut(core, how, sessionsOf(core, bot)),
    registers(name) {
      const user = addUser(world, name);
      const { token, device } = logIn(core, user);
      return { userId: user.id, password: user.password, accessToken: token, deviceId: device };
    },
    loginToken() {
      const token = `login-${world.loginTokens.size}-${bot.name}`;
      world.loginTokens.set(token, bot.id);
      return token;
    },
    user: actorOf,
    room: (name, how) => toRoom(core, named(name) ?? addRoom(core, name, how)),
    roomOf(id) {
      const room = world.rooms.get(id);
      if (room === undefined) throw new Error(`There is no room ${id}.`);
      return toRoom(core, room);
    },
    get rooms() {
      return [...world.rooms.values()].map((room) => toRoom(core, room)).filter((room) => room.membership(bot) === 'join');
    },
    limits: (limits) => core.limiter.set(toLimits(limits)),
    fault: (fault) => core.faults.add(fault),
    hold: (on) => core.faults.hold(on),
    heal: () => core.faults.heal(),
    goesDown(isDown = true) {
      core.isDown = isDown;
      if (isDown) server.cut();
      world.changed();
    },
    forgetsTokens() {
      world.next();
      world.forgottenBefore = world.position;
    },
    refusals: ledger.refusals,
    noRefusals: (options) => assertNoRefusals(ledger, options?.except),
    sent: ledger.sent,
    noPings: () => assertNoPings(ledger),
    asked: ledger.asked,
    get rateLimited() {
      return ledger.rateLimited;
    },
    close: () => server.close(),
  };
}

/** Made by the founder. */
function addRoom(core: Core, name: string, how: NewPlace = {}) {
  const { bot = 'join', version, isEncrypted = false, isPublic = false, alias, isSpace = false } = how;
  const founder = `@founder:${core.world.serverName}`;
  const room = createRoom(core, {
    creator: founder,
    name,
    version,
    alias,
    ...(isSpace ? { creation: { type: 'm.space' } } : {}),
    preset: isPublic ? 'public_chat' : 'private_chat',
    invited: bot === 'none' ? [] : [core.bot.id],
    state: isEncrypted ? [{ type: 'm.room.encryption', content: { algorithm: 'm.megolm.v1.aes-sha2' } }] : [],
  });
  if (bot === 'join') enter(core, room, core.bot.id);
  return room;
}
