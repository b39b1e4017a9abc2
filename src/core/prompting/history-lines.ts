import type { PromptMessage } from '../ports/provider.ts';
import type { Message } from '../ports/store.ts';
import type { Names } from './names.ts';
import { defuse } from './quote.ts';

/** In whose prompt a line stands, and where. */
export interface LinePlace {
  readonly personality: string;
  readonly roomKind: 'dm' | 'room';
  readonly names: Names;
}

/**
 * A line of the talk as the model reads it. Where several speak, a name stands before it, and its further lines are set in:
 * what begins a line with a name in brackets is always us.
 */
export function historyLine({ author, text, at }: Message, { personality, roomKind, names }: LinePlace): PromptMessage {
  const isOwn = author.kind === 'personality' && author.id === personality;
  if (isOwn) return { role: 'assistant', text: defuse(text), at };
  const name = author.kind === 'participant' ? names.of(author.id) : names.ofPersonality(author.id);
  const speaker = { id: author.id, name };
  const isPlain = author.kind === 'participant' && roomKind === 'dm';
  const read = isPlain ? defuse(text) : `[${name}] ${defuse(text).replace(/\r\n?|[\n\v\f\u0085\u2028\u2029]/g, '\n  ')}`;
  return { role: 'user', text: read, ...(read === text ? {} : { said: text }), speaker, at };
}
