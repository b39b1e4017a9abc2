import { chatViolations } from '../../ollama/chat-wire.ts';
import { inside, type WireWords } from '../wire-words.ts';

const line = (value: unknown): string => `${typeof value === 'string' ? value : JSON.stringify(value)}\n`;
const message = (content: string, more: object = {}): string =>
  line({ model: 'm', message: { role: 'assistant', content, ...more }, done: false });

/** The wire of Ollama: a JSON object per line, the last one with `done`. */
export const ollamaWords: WireWords = {
  type: 'application/x-ndjson',
  path: '/api/chat',
  opening: (thought) => (thought === undefined ? '' : message('', { thinking: thought })),
  piece: (text) => message(text),
  finish: (raw = 'stop') =>
    line({ model: 'm', message: { role: 'assistant', content: '' }, done: true, done_reason: raw, prompt_eval_count: 7, eval_count: 3 }),
  ends: [
    ['stop', 'stop'],
    ['length', 'length'],
  ],
  cached: 0,
  event: line,
  failure: (said) => line({ error: said }),
  refusal: (_status, said) => ({ error: said }),
  refusedWish: () => undefined,
  tooLong: undefined,
  broke: undefined,
  violations: chatViolations,
  schemaIn: (body) => inside(body, 'format'),
};
