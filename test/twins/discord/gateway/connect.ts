import { randomBytes } from 'node:crypto';
import { ApplicationFlags, GatewayCloseCodes as Close, GatewayIntentBits as Intent, GatewayOpcodes as Op } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import type { Core } from '../core.ts';
import { deliver, isOn, write } from './dispatch.ts';
import type { Session } from './gateway.ts';
import { guildCreated } from './guild-events.ts';
import { chunkMembers } from './member-chunk.ts';

const knownIntents = Object.values(Intent)
  .filter((bit): bit is Intent => typeof bit === 'number')
  .reduce<number>((all, bit) => all | bit, 0);

interface Wire {
  readonly op: number;
  readonly d: unknown;
}

/** Speaks the gateway's protocol with one connection. */
export function connect(core: Core, socket: WebSocket): void {
  const { gateway } = core;
  if (!gateway.isUp) {
    socket.terminate();
    return;
  }
  let session: Session | undefined;
  const heard: number[] = [];
  gateway.sockets.add(socket);
  socket.send(JSON.stringify({ op: Op.Hello, s: null, t: null, d: { heartbeat_interval: gateway.heartbeatMs, _trace: [] } }));
  socket.on('error', () => socket.terminate());
  socket.on('close', (code) => {
    gateway.sockets.delete(socket);
    if (session?.socket !== socket) return;
    session.socket = undefined;
    // A polite goodbye ends the session; anything else may be taken up again.
    if (code === 1000 || code === 1001) session.isOver = true;
  });
  socket.on('message', (raw) => {
    const now = Date.now();
    heard.push(now);
    if (heard.filter((at) => at > now - 60_000).length > 120) return blame(core, socket, Close.RateLimited);
    const wire = read(String(raw));
    if (wire === undefined) return blame(core, socket, Close.DecodeError);
    switch (wire.op) {
      case Op.Heartbeat:
        if (gateway.acknowledges) socket.send(JSON.stringify({ op: Op.HeartbeatAck, s: null, t: null, d: null }));
        return;
      case Op.Identify:
        if (session !== undefined) return blame(core, socket, Close.AlreadyAuthenticated);
        session = identify(core, socket, wire.d);
        return;
      case Op.Resume:
        session = resume(core, socket, wire.d);
        return;
      case Op.PresenceUpdate:
      case Op.VoiceStateUpdate:
        if (session === undefined) blame(core, socket, Close.NotAuthenticated);
        return;
      case Op.RequestGuildMembers:
        if (session === undefined) return blame(core, socket, Close.NotAuthenticated);
        chunkMembers(core, session, wire.d);
        return;
      default:
        blame(core, socket, Close.UnknownOpcode);
    }
  });
}

function read(raw: string): Wire | undefined {
  try {
    const wire: unknown = JSON.parse(raw);
    return typeof wire === 'object' && wire !== null && 'op' in wire ? (wire as Wire) : undefined;
  } catch {
    return undefined;
  }
}

/** Closes for a mistake of the bot's and remembers it; a revoked token and missing switches are the operator's. */
function blame(core: Core, socket: WebSocket, code: Close): void {
  if (code !== Close.AuthenticationFailed && code !== Close.DisallowedIntents)
    core.ledger.gatewayFaults.push(`gateway closed with ${code} ${Close[code]}`);
  socket.close(code, Close[code]);
}

interface Identify {
  readonly token?: unknown;
  readonly intents?: unknown;
  readonly properties?: unknown;
  readonly shard?: readonly [number, number];
}

function identify(core: Core, socket: WebSocket, d: unknown): Session | undefined {
  const { token, intents, properties, shard } = (d ?? {}) as Identify;
  const refuse = (code: Close): undefined => void blame(core, socket, code);
  if (token !== core.token) return refuse(Close.AuthenticationFailed);
  if (typeof intents !== 'number' || (intents & ~knownIntents) !== 0 || properties === undefined) return refuse(Close.InvalidIntents);
  const { portal, gateway } = core;
  const privileged = [
    [Intent.MessageContent, portal.messageContent],
    [Intent.GuildMembers, portal.members],
    [Intent.GuildPresences, portal.presences],
  ] as const;
  if (privileged.some(([bit, isOn]) => (intents & bit) !== 0 && !isOn)) return refuse(Close.DisallowedIntents);
  if (shard !== undefined && shard[0] >= shard[1]) return refuse(Close.InvalidShard);
  const session: Session = {
    id: randomBytes(16).toString('hex'),
    intents,
    shard: shard ?? [0, 1],
    seq: 0,
    sent: [],
    socket,
    isOver: false,
  };
  gateway.identified += 1;
  gateway.sessions.set(session.id, session);
  const guilds = [...core.world.guilds.values()].filter(({ id, members }) => members.has(core.bot.id) && isOn(session, id));
  deliver(core, session, {
    t: 'READY',
    d: {
      v: 10,
      user: core.bot,
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: gatewayUrl(core),
      shard: session.shard,
      application: { id: core.bot.id, flags: applicationFlags(core) },
    },
  });
  if ((intents & Intent.Guilds) !== 0)
    for (const guild of guilds)
      deliver(
        core,
        session,
        guild.isOut ? { t: 'GUILD_DELETE', d: { id: guild.id, unavailable: true } } : guildCreated(core, session, guild),
      );
  core.world.changed();
  return session;
}

function resume(core: Core, socket: WebSocket, d: unknown): Session | undefined {
  const { token, session_id: id, seq } = (d ?? {}) as { readonly token?: unknown; readonly session_id?: unknown; readonly seq?: unknown };
  if (token !== core.token) return void blame(core, socket, Close.AuthenticationFailed);
  const session = core.gateway.sessions.get(String(id));
  if (!core.gateway.resumes || session === undefined || session.isOver) {
    socket.send(JSON.stringify({ op: Op.InvalidSession, s: null, t: null, d: false }));
    return undefined;
  }
  if (typeof seq !== 'number' || seq > session.seq) return void blame(core, socket, Close.InvalidSeq);
  session.socket?.terminate();
  session.socket = socket;
  core.gateway.resumed += 1;
  for (const missed of session.sent.filter(({ s }) => s > seq)) write(session, missed);
  deliver(core, session, { t: 'RESUMED', d: { _trace: [] } });
  core.world.changed();
  return session;
}

export const gatewayUrl = (core: Core): string => core.url.replace('http', 'ws');

/** The application's switches; small bots have the "limited" kind. */
export function applicationFlags({ portal }: Core): number {
  return (
    (portal.messageContent ? ApplicationFlags.GatewayMessageContentLimited : 0) |
    (portal.members ? ApplicationFlags.GatewayGuildMembersLimited : 0) |
    (portal.presences ? ApplicationFlags.GatewayPresenceLimited : 0) |
    ApplicationFlags.ApplicationCommandBadge
  );
}
