import { BotError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { ChatProvider, ChatRequest, Delta } from '../ports/provider.ts';

export interface StreamDeadlines {
  readonly firstTokenMs: number;
  readonly idleMs: number;
}

/**
 * A provider's stream with its promises kept: the first and every further delta in time, exactly one finish and nothing after it.
 * Ends at once when `signal` is aborted, whether the provider listens or not.
 */
export async function* readStream(
  provider: ChatProvider,
  request: ChatRequest,
  watch: { readonly clock: Clock; readonly deadlines: StreamDeadlines; readonly signal: AbortSignal },
): AsyncGenerator<Delta, void, void> {
  const { clock, deadlines, signal } = watch;
  const cut = new AbortController();
  const inner = AbortSignal.any([signal, cut.signal]);
  const stream = provider.stream(request, { signal: inner })[Symbol.asyncIterator]();
  let patience = deadlines.firstTokenMs;
  try {
    for (;;) {
      const step = await inTime(stream.next(), { clock, ms: patience, signal });
      if (step.done === true) throw new BotError('provider-truncated', 'the stream ended without a finish');
      yield step.value;
      if (step.value.type === 'finish') return;
      patience = deadlines.idleMs;
    }
  } finally {
    cut.abort();
    // A provider that hangs must not hold us; its own end is not waited for.
    stream.return?.()?.catch(() => undefined);
  }
}

async function inTime<Value>(
  step: Promise<Value>,
  wait: { readonly clock: Clock; readonly ms: number; readonly signal: AbortSignal },
): Promise<Value> {
  // Whoever loses the race may still fail later; nobody listens then.
  step.catch(() => undefined);
  const timer = new AbortController();
  const late = wait.clock.sleep(wait.ms, AbortSignal.any([timer.signal, wait.signal])).then(() => {
    throw new BotError('provider-timeout', `nothing came for ${wait.ms} ms`);
  });
  late.catch(() => undefined);
  try {
    wait.signal.throwIfAborted();
    return await Promise.race([step, late]);
  } catch (thrown) {
    wait.signal.throwIfAborted();
    throw thrown;
  } finally {
    timer.abort();
  }
}
