import { gzipSync } from 'node:zlib';
import { answerJson, type Exchange, type Fault } from './fault-server.ts';
import type { WireWords } from './wire-words.ts';

const bombs = new Map<number, Buffer>();

/** That many blanks, packed; made once, as it takes a while. */
function packed(bytes: number): Buffer {
  const bomb = bombs.get(bytes) ?? gzipSync(Buffer.alloc(bytes, ' '));
  bombs.set(bytes, bomb);
  return bomb;
}

/** Every way of failing that a model's server was seen to have, as scripts for one wire. */
export function createFaults(words: WireWords) {
  const begin = (exchange: Exchange, headers: Readonly<Record<string, string>> = {}): void =>
    exchange.head(200, { 'content-type': words.type, ...headers });

  /** These bytes as one piece, then the end. */
  const sends =
    (...pieces: readonly (string | Uint8Array)[]): Fault =>
    async (exchange) => {
      begin(exchange);
      for (const piece of pieces) await exchange.write(piece);
      exchange.end();
    };

  /** The same, and the connection stays open: it is the asker who has to close it. */
  const holds =
    (...pieces: readonly (string | Uint8Array)[]): Fault =>
    async (exchange) => {
      begin(exchange);
      for (const piece of pieces) await exchange.write(piece);
    };

  return {
    sends,
    holds,
    answers: (...texts: readonly string[]): Fault => sends(words.opening(), ...texts.map(words.piece), words.finish()),
    thinks: (thought: string, ...texts: readonly string[]): Fault =>
      sends(words.opening(thought), ...texts.map(words.piece), words.finish()),
    ends: (text: string, raw: string): Fault => sends(words.opening(), words.piece(text), words.finish(raw)),
    htmlPage: async (exchange: Exchange) => {
      exchange.head(200, { 'content-type': 'text/html; charset=utf-8' });
      await exchange.write('<!doctype html><title>Log in to the hotel network</title>');
    },
    /** The words are right, the label is not. */
    mislabelled: async (exchange: Exchange) => {
      exchange.head(200, { 'content-type': 'text/plain' });
      await exchange.write(words.opening() + words.piece('plain') + words.finish());
    },
    noFinish: (text: string): Fault => sends(words.opening(), words.piece(text)),
    silentBeforeHead: () => undefined,
    silentBeforeText: (exchange: Exchange) => begin(exchange),
    silentAfter: (text: string): Fault => holds(words.opening(), words.piece(text)),
    resetBeforeHead: (exchange: Exchange) => exchange.reset(),
    /** Breaks when `isRead` says so: bytes still on their way would be lost with the connection. */
    resetAfter:
      (text: string, isRead: Promise<void>): Fault =>
      async (exchange) => {
        begin(exchange);
        await exchange.write(words.opening() + words.piece(text));
        await isRead;
        exchange.reset();
      },
    /** Every byte is a packet of its own. */
    drips:
      (text: string): Fault =>
      async (exchange) => {
        begin(exchange);
        for (const byte of Buffer.from(words.opening() + words.piece(text) + words.finish())) await exchange.write(Buffer.of(byte));
        exchange.end();
      },
    /** A line that never ends, as far as anybody would read. */
    longLine: (bytes: number): Fault => holds(words.opening(), words.piece('a'.repeat(bytes)), words.finish()),
    brokenBytes: (exchange: Exchange) => {
      const [before = '', after = ''] = words.piece('a|b').split('|');
      return sends(words.opening() + before, Buffer.of(0xc3, 0x28, 0xff, 0xe2, 0x82), Buffer.from(after), words.finish())(exchange);
    },
    malformed: (text: string): Fault =>
      holds(words.opening(), words.piece(text), words.event(`{"message":{"content":"${text}`), words.finish()),
    /** JSON, but not of this wire. */
    strange: (): Fault =>
      holds(words.opening(), words.event([1, 2]), words.event({ choices: 7, message: 7, delta: 7, type: 'content_block_delta' })),
    errorInside: (text: string, said: unknown): Fault => holds(words.opening(), words.piece(text), words.failure(said)),
    errorAtOnce: (said: unknown): Fault => holds(words.failure(said)),
    status:
      (status: number, said = 'no', headers: Readonly<Record<string, string>> = {}): Fault =>
      async (exchange) => {
        exchange.head(status, { 'content-type': 'application/json', ...headers });
        await exchange.write(JSON.stringify(words.refusal(status, said)));
        exchange.end();
      },
    /** Exactly this JSON. */
    says:
      ({ status, body }: { readonly status: number; readonly body: unknown }): Fault =>
      (exchange) =>
        answerJson(exchange, status, body),
    vanished:
      (model: string): Fault =>
      (exchange) =>
        answerJson(exchange, 404, words.refusal(404, `model '${model}' not found`)),
    nothing: (exchange: Exchange) => {
      exchange.head(204);
      exchange.end();
    },
    /** Something else listens there. */
    notThere: async (exchange: Exchange) => {
      exchange.head(404, { 'content-type': 'text/html' });
      await exchange.write('<h1>404</h1>');
      exchange.end();
    },
    redirect:
      (to: string): Fault =>
      (exchange) => {
        exchange.head(307, { location: to, 'content-length': '0' });
        exchange.end();
      },
    /** Small on the way, `bytes` long when it is unpacked. */
    bomb:
      (bytes: number): Fault =>
      async (exchange) => {
        begin(exchange, { 'content-encoding': 'gzip' });
        await exchange.write(packed(bytes));
      },
    /** Says that it is packed, and is not. */
    claimsPacked: async (exchange: Exchange) => {
      begin(exchange, { 'content-encoding': 'br' });
      await exchange.write(words.opening() + words.piece('plain') + words.finish());
    },
    /** Everything is said; the end of it comes when the test likes. */
    endsLate:
      (text: string, isTime: Promise<void>): Fault =>
      async (exchange) => {
        begin(exchange);
        await exchange.write(words.opening() + words.piece(text) + words.finish());
        await isTime;
        exchange.end();
      },
    finishesTwice: (text: string): Fault => sends(words.opening(), words.piece(text), words.finish(), words.finish()),
    goesOnAfterFinish:
      (text: string): Fault =>
      async (exchange) => {
        begin(exchange);
        await exchange.write(words.opening() + words.piece(text) + words.finish());
        for (let more = 0; more < 100; more += 1) await exchange.write(words.piece('and another thing '.repeat(50)));
      },
  } satisfies Record<string, Fault | ((...parts: never[]) => Fault)>;
}
