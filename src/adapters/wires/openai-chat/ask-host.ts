import { BotError } from '../../../core/errors.ts';
import type { ChatRequest, Delta, ProviderContext } from '../../../core/ports/provider.ts';
import type { ChatHost } from './chat-host.ts';
import { createWay, type Way } from './create-way.ts';
import { networkFailure, type Told, toldFailure } from './failure.ts';
import { hostHeaders } from './host-headers.ts';
import { noKeyText } from './say-health.ts';

/** What an answer took may come after its end; how long it is waited for. */
const afterwardsMs = 2_000;
/** Whoever asks brings a signal; the alarm of an SDK is set as late as timers go. */
export const never = 2 ** 31 - 1;

/** A question on its way. */
export interface Asking {
  readonly host: ChatHost;
  readonly request: ChatRequest;
  readonly way: Way;
  readonly signal: AbortSignal;
}

/** How one wire is spoken. */
export interface Speech {
  /** Puts the question, with an SDK that knows no other way out: the events of the answer, as they come. */
  open(asking: Asking): Promise<AsyncIterable<unknown>>;
  /** The words in them. `onFinish` is called at the first word of the end; the finish itself is the last delta. */
  read(events: AsyncIterable<unknown>, onFinish: () => void): AsyncIterable<Delta>;
}

/**
 * Asks and reads the answer. Hangs up at once when the signal is aborted and when the reader leaves; a finished answer leaves the connection
 * to the next question.
 */
export async function* askHost(
  speech: Speech,
  { host, request }: Pick<Asking, 'host' | 'request'>,
  context: ProviderContext,
): AsyncGenerator<Delta, void, void> {
  const { signal, fetch, key = host.key } = context;
  signal.throwIfAborted();
  if (request.messages.length === 0) throw new BotError('empty-message', 'a request without a message');
  if (fetch === undefined) throw new BotError('no-model', 'there is no way out for these words');
  if (key === undefined && host.needsKey) throw new BotError('provider-auth', 'nobody gave a key', { advice: noKeyText(host.spoken) });
  const way = createWay({
    fetch,
    headers: { ...hostHeaders(host, key, 'text/event-stream'), 'content-type': 'application/json' },
    request,
    explain: host.explain,
  });
  const cut = new AbortController();
  const stop = (): void => cut.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  let late: NodeJS.Timeout | undefined;
  let isFinished = false;
  try {
    const events = await speech.open({ host, request, way, signal: cut.signal });
    const words = speech.read(events, () => {
      way.end();
      late = setTimeout(() => cut.abort(), afterwardsMs);
    });
    for await (const delta of words) {
      isFinished = delta.type === 'finish';
      yield delta.type === 'finish' ? withCost(delta, host.costOf?.(way.headers())) : delta;
      cut.signal.throwIfAborted();
    }
    // Stopped, the SDK ends its stream as if all had been said.
    cut.signal.throwIfAborted();
    if (!isFinished) throw way.failure() ?? new BotError('provider-truncated', 'the answer ended without a finish');
  } catch (thrown) {
    if (isFinished) return;
    cut.signal.throwIfAborted();
    throw way.failure() ?? toFailure(thrown, { headers: way.headers(), request, explain: host.explain });
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', stop);
    if (!isFinished) cut.abort();
  }
}

/** What the SDK threw by itself: an error in the middle of the answer, or a piece that is no JSON. */
function toFailure(thrown: unknown, asked: Omit<Told, 'status' | 'said'>): BotError {
  if (thrown instanceof SyntaxError) return new BotError('provider-protocol', 'a piece of the answer is not JSON');
  const told: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'error') : undefined;
  if (told === undefined || told === null) return networkFailure(thrown, true);
  const code = typeof told === 'object' ? Number(Reflect.get(told, 'code') ?? Reflect.get(told, 'status')) : Number.NaN;
  const status = Number.isInteger(code) && code >= 400 && code < 600 ? code : undefined;
  return toldFailure({ ...asked, status, said: JSON.stringify(told) });
}

function withCost(finish: Extract<Delta, { readonly type: 'finish' }>, costMicro: number | undefined): Delta {
  if (finish.usage === undefined || costMicro === undefined) return finish;
  return { ...finish, usage: { costMicro, ...finish.usage } };
}
