import { GatewayOpcodes } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import type { Session } from './gateway.ts';

export interface Dispatch {
  readonly event: string;
  /** Where it happened; undefined in a conversation. */
  readonly guildId?: string | undefined;
  /** Intents that all are needed. */
  readonly intents: number;
}

/** Sends an event to every session that may have it; `make` gives nothing where it has nothing to tell. */
export function dispatch(core: Core, what: Dispatch, make: (session: Session) => unknown): void {
  for (const session of core.gateway.sessions.values()) {
    if (session.isOver || (session.intents & what.intents) !== what.intents || !isOn(session, what.guildId)) continue;
    const data = make(session);
    if (data !== undefined) deliver(core, session, { t: what.event, d: data });
  }
}

/** Which shard a server's events go to; conversations go to the first. */
export function isOn({ shard: [id, count] }: Session, guildId: string | undefined): boolean {
  return guildId === undefined ? id === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === id;
}

/** One event to one session, kept for a resume whether or not somebody listens. */
export function deliver(core: Core, session: Session, { t, d }: { readonly t: string; readonly d: unknown }): void {
  const fault = core.faults.take([t]);
  if (fault?.kind === 'lose-event') return;
  session.seq += 1;
  const payload = { s: session.seq, t, d };
  session.sent.push(payload);
  if (session.sent.length > 2000) session.sent.shift();
  if (fault?.kind === 'drop-gateway') {
    session.socket?.terminate();
    return;
  }
  write(session, payload);
  if (fault?.kind === 'repeat-event') {
    session.seq += 1;
    write(session, { ...payload, s: session.seq });
  }
}

export function write(session: Session, payload: { readonly s: number; readonly t: string; readonly d: unknown }): void {
  session.socket?.send(JSON.stringify({ op: GatewayOpcodes.Dispatch, ...payload }));
}
