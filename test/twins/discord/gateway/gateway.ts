import type { WebSocket } from 'ws';

export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  seq: number;
  /** What was dispatched, for a resume. */
  readonly sent: { readonly s: number; readonly t: string; readonly d: unknown }[];
  socket: WebSocket | undefined;
  /** It can never be resumed. */
  isOver: boolean;
}

/** The live side of the twin. */
export interface Gateway {
  readonly sessions: Map<string, Session>;
  readonly sockets: Set<WebSocket>;
  readonly heartbeatMs: number;
  /** Whether it takes connections. */
  isUp: boolean;
  /** Whether it takes sessions up again. */
  resumes: boolean;
  /** Whether it answers heartbeats: a zombie does not. */
  acknowledges: boolean;
  /** How often somebody logged in, and how often took up again. */
  identified: number;
  resumed: number;
}

export const createGateway = (heartbeatMs: number): Gateway => ({
  sessions: new Map(),
  sockets: new Set(),
  heartbeatMs,
  isUp: true,
  resumes: true,
  acknowledges: true,
  identified: 0,
  resumed: 0,
});

/** Breaks every connection without a word; sessions stay. */
export function cut(gateway: Gateway): void {
  for (const session of gateway.sessions.values()) session.socket = undefined;
  for (const socket of gateway.sockets) socket.terminate();
}
