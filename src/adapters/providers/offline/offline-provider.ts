import type { ChatProvider, Delta } from '../../../core/ports/provider.ts';
import { rehearse } from './rehearse.ts';

/** A provider without a model: it keeps facts and gives them back, from authored lines. Same input and seed, same bytes. */
export function createOfflineProvider(): ChatProvider {
  return {
    name: 'offline',
    exposure: 'process',
    rehearsal: 'script',
    async *stream(request, { signal }): AsyncIterable<Delta> {
      signal.throwIfAborted();
      const { text, isAnswer } = rehearse(request);
      for (const piece of text.match(/\S+\s*/gu) ?? []) {
        // A turn of the event loop between words, so that a stop is heard.
        await new Promise<void>((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
        yield { type: 'text', text: piece };
      }
      const tokens = (length: number) => Math.ceil(length / 4);
      const read = request.messages.reduce((sum, message) => sum + message.text.length, 0);
      yield {
        type: 'finish',
        reason: 'stop',
        raw: isAnswer ? 'script' : 'unanswered',
        usage: { in: tokens(read), cached: 0, out: tokens(text.length) },
      };
    },
  };
}
