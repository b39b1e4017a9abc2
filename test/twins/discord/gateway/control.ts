import { GatewayOpcodes } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { cut } from './gateway.ts';

/** What can happen to the live connection. */
export interface GatewayControl {
  /** Clients that are logged in and connected now. */
  readonly connected: number;
  /** How often somebody logged in afresh, and how often took up again. */
  readonly identified: number;
  readonly resumed: number;
  /** The connection breaks without a word. */
  drops(): void;
  /** Discord asks to come again (op 7). */
  asksToReconnect(): void;
  /** Discord declares the session invalid (op 9). */
  invalidates(canResume: boolean): void;
  closes(code: number): void;
  /** Takes no connections until `comesUp`. */
  goesDown(): void;
  comesUp(): void;
  /** No session is taken up again from now on. */
  forgetsSessions(): void;
  /** Nothing is read from the wire any more, not even a goodbye; the connection stays. */
  freezes(): void;
  /** Heartbeats are no longer answered: a zombie. */
  stopsAnswering(): void;
}

export function toControl({ gateway }: Core): GatewayControl {
  const say = (op: number, d: unknown): void => {
    for (const socket of gateway.sockets) socket.send(JSON.stringify({ op, s: null, t: null, d }));
  };
  return {
    get connected() {
      return [...gateway.sessions.values()].filter(({ socket, isOver }) => socket !== undefined && !isOver).length;
    },
    get identified() {
      return gateway.identified;
    },
    get resumed() {
      return gateway.resumed;
    },
    drops: () => cut(gateway),
    asksToReconnect: () => say(GatewayOpcodes.Reconnect, null),
    invalidates(canResume) {
      if (!canResume) for (const session of gateway.sessions.values()) session.isOver = true;
      say(GatewayOpcodes.InvalidSession, canResume);
    },
    closes(code) {
      for (const session of gateway.sessions.values()) if (code === 4004) session.isOver = true;
      for (const socket of gateway.sockets) socket.close(code);
    },
    goesDown() {
      gateway.isUp = false;
      cut(gateway);
    },
    comesUp() {
      gateway.isUp = true;
    },
    forgetsSessions() {
      for (const session of gateway.sessions.values()) session.isOver = true;
    },
    freezes() {
      for (const socket of gateway.sockets) socket.pause();
    },
    stopsAnswering() {
      gateway.acknowledges = false;
    },
  };
}
