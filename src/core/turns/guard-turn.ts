import { BotError } from '../errors.ts';
import { mayTalk } from '../privacy/may-talk.ts';
import type { EngineParts } from './engine-parts.ts';
import type { PlacedTurn } from './place-turn.ts';

/** Longest message that is answered, in UTF-16 units: about 5,000 tokens. */
export const longestMessage = 20_000;

/** Refuses what must not reach a model; the error's code says why. */
export function guardTurn(parts: EngineParts, { turn, questions }: PlacedTurn): void {
  if (questions.length === 0) throw new BotError('deleted', 'every question was deleted');
  if (!mayTalk(parts, turn.event)) throw new BotError('not-allowed', 'not on the allow list');
  if (questions.some(({ text }) => text.length > longestMessage)) throw new BotError('too-large', 'message too long', { field: 'text' });
  if (questions.every(({ text }) => text.trim() === '')) throw new BotError('empty-message', 'nothing but white space', { field: 'text' });
}
