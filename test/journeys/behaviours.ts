import type { ChatRequest } from '../../src/core/ports/provider.ts';
import type { Answering, Behaviour } from '../twins/model/model-server.ts';

/** A model that repeats the question. */
export function echo({ question, text, finish }: Answering): void {
  text(`You said: ${question}`);
  finish();
}

/** A model that numbers its answers. */
export function counting(): Behaviour {
  let count = 0;
  return ({ text, finish }) => {
    count += 1;
    text(`answer ${count}`);
    finish();
  };
}

/** Everything a model was given to read. */
export const promptText = (request: ChatRequest | undefined): string => (request?.messages ?? []).map(({ text }) => text).join('\n');

/** What people and personalities said, as the model reads it. */
export const talkIn = (request: ChatRequest | undefined): readonly string[] =>
  (request?.messages ?? []).filter(({ role }) => role !== 'system').map(({ text }) => text);
