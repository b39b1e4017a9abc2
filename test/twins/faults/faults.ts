import { gzipSync } from 'node:zlib';
import { answerJson, type Exchange, type Fault } from './fault-server.ts';

/** How one wire says a piece of an answer and its end; faults are the same on all of them. */
export interface WireWords {
  readonly type: string;
  piece(text: string): string;
  finish(): string;
}

/** The wire of Ollama: a JSON object per line, the last one with `done`. */
export const ollamaWords: WireWords = {
  type: 'application/x-ndjson',
  piece: (content) => `${JSON.stringify({ model: 'm', message: { role: 'assistant', content }, done: false })}\n`,
  finish: () =>
    `${JSON.stringify({ model: 'm', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', prompt_eval_count: 7, eval_count: 3 })}\n`,
};

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
    answers: (...texts: readonly string[]): Fault => sends(...texts.map(words.piece), words.finish()),
    htmlPage: async (exchange: Exchange) => {
      exchange.head(200, { 'content-type': 'text/html; charset=utf-8' });
      await exchange.write('<!doctype html><title>Log in to the hotel network</title>');
    },
    noFinish: (text: string): Fault => sends(words.piece(text)),
    silentBeforeHead: () => undefined,
    silentBeforeText: (exchange: Exchange) => begin(exchange),
    silentAfter: (text: string): Fault => holds(words.piece(text)),
    resetBeforeHead: (exchange: Exchange) => exchange.reset(),
    /** Breaks when `isRead` says so: bytes still on their way would be lost with the connection. */
    resetAfter:
      (text: string, isRead: Promise<void>): Fault =>
      async (exchange) => {
        begin(exchange);
        await exchange.write(words.piece(text));
        await isRead;
        exchange.reset();
      },
    /** Every byte is a packet of its own. */
    drips:
      (text: string): Fault =>
      async (exchange) => {
        begin(exchange);
        for (const byte of Buffer.from(words.piece(text) + words.finish())) await exchange.write(Buffer.of(byte));
        exchange.end();
      },
    /** A line that never ends, as far as anybody would read. */
    longLine: (bytes: number): Fault => holds(words.piece('a'.repeat(bytes)), words.finish()),
    brokenBytes: (exchange: Exchange) => {
      const [before = '', after = ''] = words.piece('a|b').split('|');
      return sends(Buffer.from(before), Buffer.of(0xc3, 0x28, 0xff, 0xe2, 0x82), Buffer.from(after), words.finish())(exchange);
    },
    malformed: (text: string): Fault => holds(words.piece(text), `{"message":{"content":"${text}\n`, words.finish()),
    errorInside: (text: string, error: unknown): Fault => holds(words.piece(text), `${JSON.stringify({ error })}\n`),
    status:
      (status: number, said = 'no', headers: Readonly<Record<string, string>> = {}): Fault =>
      async (exchange) => {
        exchange.head(status, { 'content-type': 'application/json', ...headers });
        await exchange.write(JSON.stringify({ error: said }));
        exchange.end();
      },
    vanished:
      (model: string): Fault =>
      (exchange) =>
        answerJson(exchange, 404, { error: `model '${model}' not found` }),
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
        await exchange.write(gzipSync(Buffer.alloc(bytes, ' ')));
      },
    /** Says that it is packed, and is not. */
    claimsPacked: async (exchange: Exchange) => {
      begin(exchange, { 'content-encoding': 'br' });
      await exchange.write(words.piece('plain') + words.finish());
    },
    /** Everything is said; the end of it comes when the test likes. */
    endsLate:
      (text: string, isTime: Promise<void>): Fault =>
      async (exchange) => {
        begin(exchange);
        await exchange.write(words.piece(text) + words.finish());
        await isTime;
        exchange.end();
      },
    finishesTwice: (text: string): Fault => sends(words.piece(text), words.finish(), words.finish()),
    goesOnAfterFinish:
      (text: string): Fault =>
      async (exchange) => {
        begin(exchange);
        await exchange.write(words.piece(text) + words.finish());
        for (let more = 0; more < 100; more += 1) await exchange.write(words.piece('and another thing '.repeat(50)));
      },
  } satisfies Record<string, Fault | ((...parts: never[]) => Fault)>;
}
