import { BotError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { ChatProvider, ChatRequest, Delta, ProviderContext } from '../ports/provider.ts';
import { createPatience } from './patience.ts';

export interface StreamDeadlines {
  readonly firstTokenMs: number;
  readonly idleMs: number;
}

export interface StreamWatch {
  readonly clock: Clock;
  readonly deadlines: StreamDeadlines;
  readonly signal: AbortSignal;
  /** What the provider may use of the outside, and whose key. */
  readonly access?: Pick<ProviderContext, 'fetch' | 'key'>;
}

/**
 * A provider's stream with its promises kept: the first and every further delta in time, exactly one finish and nothing after it.
 * Ends at once when `signal` is aborted, whether the provider listens or not.
 */
export async function* readStream(provider: ChatProvider, request: ChatRequest, watch: StreamWatch): AsyncGenerator<Delta, void, void> {
  const { clock, deadlines, signal, access } = watch;
  const cut = new AbortController();
  const inner = AbortSignal.any([signal, cut.signal]);
  const stream = provider.stream(request, { ...access, signal: inner })[Symbol.asyncIterator]();
  const patience = createPatience(clock, signal);
  let ms = deadlines.firstTokenMs;
  try {
    for (;;) {
      const step = await patience.within(stream.next(), ms);
      if (step.done === true) throw new BotError('provider-truncated', 'the stream ended without a finish');
      yield step.value;
      if (step.value.type === 'finish') return;
      ms = deadlines.idleMs;
    }
  } finally {
    patience.end();
    cut.abort();
    // A provider that hangs must not hold us; its own end is not waited for.
    stream.return?.()?.catch(() => undefined);
  }
}
