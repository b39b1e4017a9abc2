import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { ChatRequest } from '../../../src/core/ports/provider.ts';

/** How one request is answered. */
export interface Answering {
  readonly request: ChatRequest;
  /** The newest thing a person said. */
  readonly question: string;
  /** How often this question has been asked, this time included. */
  readonly attempt: number;
  text(text: string): void;
  finish(): void;
  /** Says that it failed, in its own words. */
  fail(): void;
  /** Breaks the connection without a finish. */
  cut(): void;
  /** Resolves when the bot has hung up. */
  readonly gone: Promise<void>;
}

export type Behaviour = (answering: Answering) => Promise<void> | void;

export interface ModelServer {
  readonly port: number;
  readonly requests: ChatRequest[];
  /** Resolves when a question that holds this text has been asked. */
  asked(text: string): Promise<ChatRequest>;
  close(): Promise<void>;
}

export function questionOf(request: ChatRequest): string {
  const asked = request.messages.findLast(({ role }) => role === 'user');
  return asked?.said ?? asked?.text ?? '';
}

/** A model outside the bot's process, on loopback; a test decides what it says and when. */
export async function startModel(behave: Behaviour): Promise<ModelServer> {
  const requests: ChatRequest[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Map<string, (request: ChatRequest) => void>();

  async function answer(socket: Socket, line: string): Promise<void> {
    const request: ChatRequest = JSON.parse(line);
    requests.push(request);
    const question = questionOf(request);
    for (const [text, resolve] of waiting) if (question.includes(text)) resolve(request);
    const send = (delta: object): void => void (socket.writable && socket.write(`${JSON.stringify(delta)}\n`));
    await behave({
      request,
      question,
      attempt: requests.filter((other) => questionOf(other) === question).length,
      text: (text) => send({ type: 'text', text }),
      finish() {
        send({ type: 'finish', reason: 'stop', raw: 'stop' });
        socket.end();
      },
      fail() {
        send({ type: 'fail' });
        socket.end();
      },
      cut: () => void socket.destroy(),
      gone: once(socket, 'close').then(
        () => undefined,
        () => undefined,
      ),
    });
  }

  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy()));
    createInterface({ input: socket })
      .on('line', (line) => void answer(socket, line))
      .on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    requests,
    asked(text) {
      const past = requests.find((request) => questionOf(request).includes(text));
      if (past !== undefined) return Promise.resolve(past);
      return new Promise((resolve) => waiting.set(text, resolve));
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
