import { never, type Speech } from '../../wires/openai-chat/ask-host.ts';
import type { ModelBook } from './model-book.ts';
import { readMessages } from './read-messages.ts';
import { toMessagesBody } from './to-messages-body.ts';

/** The version of the API that is spoken: the one whose types the SDK brings. */
export const version = '2026-10-21';

/** Anthropic's Messages, over its SDK. */
export function createMessagesSpeech(book: Pick<ModelBook, 'find'>): Speech {
  return {
    async open({ host, request, way, signal }) {
      const { Anthropic } = await import('@anthropic-ai/sdk');
      signal.throwIfAborted();
      // A key that is given keeps it from looking for others: variables, profiles, files. What it adds to the headers is left behind on the way.
      const client = new Anthropic({
        baseURL: host.baseUrl,
        apiKey: 'told on the way',
        authToken: null,
        webhookKey: null,
        maxRetries: 0,
        timeout: never,
        logLevel: 'off',
        openTelemetry: false,
        fetch: way.fetch,
      });
      return client.messages.create(toMessagesBody(request, book.find(request.model)), { signal });
    },
    read: readMessages,
  };
}
