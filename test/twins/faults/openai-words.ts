import type { WireWords } from './faults.ts';

const chunk = (fields: object): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', ...fields })}\n\n`;

/** The wire of Chat Completions: events, the last of them `[DONE]`. */
export const openaiWords: WireWords = {
  type: 'text/event-stream; charset=utf-8',
  piece: (content) => chunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }] }),
  finish: () =>
    chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }) +
    chunk({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 } }) +
    'data: [DONE]\n\n',
};
