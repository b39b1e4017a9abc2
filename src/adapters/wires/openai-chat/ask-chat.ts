import { never, type Speech } from './ask-host.ts';
import { readChat } from './read-chat.ts';
import { toChatBody } from './to-chat-body.ts';

/** Chat Completions, over their SDK. */
export const chatSpeech: Speech = {
  async open({ host, request, way, signal }) {
    const { OpenAI } = await import('openai');
    signal.throwIfAborted();
    // Everything that it would read from the environment is told here; what it adds to the headers is left behind on the way.
    const client = new OpenAI({
      baseURL: host.baseUrl,
      apiKey: 'told on the way',
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      maxRetries: 0,
      timeout: never,
      logLevel: 'off',
      fetch: way.fetch,
    });
    return client.chat.completions.create(toChatBody(request, host), { signal });
  },
  read: readChat,
};
