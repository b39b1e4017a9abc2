import type { BotError } from '../errors.ts';
import type { Turn } from '../ports/store.ts';
import { errorText } from '../texts/error-text.ts';
import { longestMessage } from './guard-turn.ts';
import type { TurnTools } from './turn-tools.ts';

/** What a person reads about a failed turn: what happened, what is kept, what to do. Never a raw message from below. */
export async function sentenceFor(tools: TurnTools, turn: Turn, error: BotError): Promise<string> {
  const { parts } = tools;
  return tools.text(turn, errorText(error.code), {
    model: parts.model,
    seconds: Math.round(parts.settings.deadlines.firstTokenMs / 1000),
    most: longestMessage,
    // For `unknown-command` and `invalid-option` the router's message is a suggestion of its own making.
    hint: error.code === 'unknown-command' || error.code === 'invalid-option' ? error.message : 'none',
    code: `T-${turn.id.slice(-4)}`,
  });
}
