import { BotError } from '../errors.ts';
import { recallWords } from '../memory/recall-words.ts';
import type { Personality } from '../personalities/personality.ts';
import type { ChatRequest } from '../ports/provider.ts';
import { buildPrompt } from '../prompting/build-prompt.ts';
import type { ReceiptItem } from '../prompting/receipt.ts';
import { nearestLanguage } from '../texts/create-say.ts';
import type { Part } from './answer-as.ts';
import type { EngineParts } from './engine-parts.ts';

/** Messages of the path that are read at most; the token budget cuts further. */
const historyLimit = 100;
/** Older lines that may be recalled for one prompt. */
const recallLimit = 12;
/** Tokens of a prompt as long as no model says how much it can read. */
const promptBudget = 6_000;

export interface PreparedPrompt {
  readonly request: ChatRequest;
  readonly items: readonly ReceiptItem[];
  readonly personality: Personality;
}

/** Reads what the personality needs for its answer and builds the request. */
export async function preparePrompt(parts: EngineParts, { placed, member, parent }: Part): Promise<PreparedPrompt> {
  const { store, clock, library, model } = parts;
  const personality = library.get(member.personality);
  if (personality === undefined) throw new BotError('unknown-personality', 'the personality is gone', { field: 'personality' });
  const { turn, questions, audience } = placed;
  const words = recallWords(questions.map(({ text }) => text).join(' '));
  const [history, recalled] = await Promise.all([
    store.history.path(parent, historyLimit),
    words.length === 0
      ? []
      : store.recall.search({ room: turn.event.room, words, audiences: [audience], ratings: ['everyone'], limit: recallLimit }),
  ]);
  const person = await store.rooms.person(turn.event.participant);
  const at = clock.now();
  const { messages, items } = buildPrompt({ personality, history, recalled, at, budget: promptBudget });
  const request: ChatRequest = {
    model,
    messages,
    hints: { seed: 0 },
    language: nearestLanguage(turn.event.locale ?? person?.locale),
    at,
    scripts: personality.scripts,
  };
  return { request, items, personality };
}
