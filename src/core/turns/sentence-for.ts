import type { BotError } from '../errors.ts';
import type { Turn } from '../ports/store.ts';
import { errorText } from '../texts/error-text.ts';
import { longestMessage } from './guard-turn.ts';
import type { TurnTools } from './turn-tools.ts';
import { wishFor } from './wish-for.ts';

/** What a person reads about a failed turn: what happened, what is kept, what to do. Never a raw message from below. */
export async function sentenceFor(tools: TurnTools, turn: Turn, error: BotError): Promise<string> {
  const { parts } = tools;
  if (error.advice !== undefined) return parts.say(await tools.language(turn), error.advice, {});
  return tools.text(turn, errorText(error.code), {
    model: (await modelName(tools, turn)) ?? (await tools.text(turn, 'the-model', {})),
    seconds: Math.round(parts.settings.deadlines.firstTokenMs / 1000),
    most: longestMessage,
    command: error.field ?? 'help',
    code: `T-${turn.id.slice(-4)}`,
  });
}

/** The model that would answer this person now, by its name; undefined: none would. */
async function modelName({ parts }: TurnTools, { event }: Turn): Promise<string | undefined> {
  const person = (await parts.store.rooms.person(event.participant))?.id ?? event.participant;
  const settings = await parts.reader.resolve({ person, room: event.room });
  try {
    return parts.models.choose(await wishFor({ ...parts, cloud: parts.settings.cloud }, { person, settings })).model.id;
  } catch {
    return undefined;
  }
}
