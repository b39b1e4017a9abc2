import { BotError } from '../../../core/errors.ts';
import type { Delta } from '../../../core/ports/provider.ts';
import { finished } from '../../../core/texts/finished.ts';
import { networkFailure, toldFailure } from '../../wires/openai-chat/failure.ts';
import { isUnreachable, refusal } from './failure.ts';
import type { OllamaServer, Place } from './ollama-server.ts';
import { readChat } from './read-chat.ts';
import { isPlainJson, readText } from './read-json.ts';
import { texts } from './texts.ts';
import type { ChatBody } from './to-chat-body.ts';
import type { Reply, Transport } from './transport.ts';

/** Bytes of an error that are read to learn what it is about. */
const longestError = 64 * 1024;

/** Who is asked, and who is told when the answer shows that something was wrong. */
export interface Asked {
  readonly transport: Transport;
  readonly server: Pick<OllamaServer, 'correct' | 'lose'>;
  readonly place: Place;
}

/** One question to `/api/chat`. */
export interface ChatQuestion {
  readonly body: ChatBody;
  readonly signal: AbortSignal;
  readonly totalMs: number;
}

/**
 * Asks and reads the answer. Hangs up at once when the signal is aborted, when the reader leaves and when the total time is over;
 * a finished answer leaves the connection to the next question.
 */
export async function* askChat(asked: Asked, { body, signal, totalMs }: ChatQuestion): AsyncGenerator<Delta, void, void> {
  const { address } = asked.place;
  const cut = new AbortController();
  const stop = (): void => cut.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => cut.abort(new BotError('provider-timeout', `the answer took longer than ${totalMs} ms`)), totalMs);
  let reply: Reply | undefined;
  let isDone = false;
  try {
    signal.throwIfAborted();
    reply = await asked.transport.send({ url: `${address.origin}/api/chat`, body, signal: cut.signal });
    await check(reply, asked);
    let finish: Delta | undefined;
    for await (const delta of readChat(reply.body)) {
      if (delta.type === 'finish') {
        finish = delta;
        break;
      }
      yield delta;
      cut.signal.throwIfAborted();
    }
    if (finish === undefined) throw new BotError('provider-truncated', 'the answer ended without its last line');
    isDone = true;
    reply.release();
    yield finish;
  } catch (thrown) {
    cut.signal.throwIfAborted();
    if (isUnreachable(thrown)) throw asked.server.lose(address, thrown);
    throw networkFailure(thrown, true);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    if (!isDone) cut.abort();
  }
}

async function check(reply: Reply, { server, place: { model } }: Asked): Promise<void> {
  if (reply.status === 200) {
    if (!isPlainJson(reply)) throw new BotError('provider-protocol', 'the answer is not lines of JSON');
    return;
  }
  // Read to learn what it is about, never repeated: an error may quote the talk.
  const said = isPlainJson(reply) ? await readText(reply, longestError) : undefined;
  if (reply.status === 404) {
    if (said === undefined) throw new BotError('provider-protocol', 'there is no chat at this address');
    server.correct(model.name, 'gone');
    throw refusal(model.name, 'vanished');
  }
  if (reply.status === 400 && /does not support chat/i.test(said ?? '')) {
    server.correct(model.name, { isChat: false });
    throw refusal(model.name, 'cannotChat');
  }
  if (reply.status === 400 && /does not support thinking/i.test(said ?? '')) {
    // The next attempt leaves it out.
    server.correct(model.name, { thinks: false });
    throw new BotError('provider-failed', 'the model lost its switch for thinking');
  }
  if (reply.status >= 500 && /more system memory|out of memory|insufficient memory/i.test(said ?? ''))
    throw new BotError('provider-failed', 'the model does not fit into memory', {
      advice: finished(texts.noMemory, { model: model.name }),
    });
  throw toldFailure({ status: reply.status, headers: reply.headers, said });
}
