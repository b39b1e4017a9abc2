import { mostPictures } from '../answers/viewable-picture.ts';
import { toBotError } from '../errors.ts';
import type { Ref } from '../ids.ts';
import type { PromptImage } from '../ports/provider.ts';
import type { Message, Turn } from '../ports/store.ts';
import type { AskedAbout } from '../prompting/prompt-parts.ts';
import type { Candidate } from '../providers/model-router.ts';
import type { PlacedTurn } from './place-turn.ts';
import type { TurnTools } from './turn-tools.ts';

/** What came with the questions besides their words: fetched for this one request, never stored. */
export interface BroughtAlong {
  readonly images: readonly PromptImage[];
  /** How many pictures the model is not shown: it does not see, or they could not be had. */
  readonly unseen: number;
  readonly about?: AskedAbout;
}

export async function broughtAlong(tools: TurnTools, placed: PlacedTurn, candidate: Candidate): Promise<BroughtAlong> {
  const images: PromptImage[] = [];
  let count = 0;
  let about: AskedAbout | undefined;
  for (const question of placed.questions) {
    const origin = await turnOf(tools, placed.turn, question);
    if (origin?.body.kind === 'message') {
      const { pictures = 0, ref } = origin.body;
      if (pictures > 0 && candidate.model.sees === true) images.push(...(await picturesOf(tools, origin, ref)));
      count += pictures;
    } else if (origin?.body.kind === 'command' && origin.body.target !== undefined)
      about = { text: await quoteOf(tools, origin, origin.body.target) };
  }
  const shown = images.slice(0, mostPictures);
  return { images: shown, unseen: Math.max(0, count - shown.length), ...(about === undefined ? {} : { about }) };
}

/** The turn that brought a question: this one, one that joined it, or an earlier one whose question is answered anew. */
async function turnOf({ parts }: TurnTools, turn: Turn, { id }: Message): Promise<Turn | undefined> {
  if (turn.body.kind !== 'message') return parts.store.turns.thatBrought(id);
  return [turn, ...turn.joined].find(({ message }) => message === id);
}

/** A picture that cannot be had costs the picture, not the answer. */
async function picturesOf(tools: TurnTools, { event }: Turn, ref: Ref): Promise<readonly PromptImage[]> {
  const platform = tools.platformOf(event.account);
  try {
    return (await platform?.pictures?.({ room: event.room }, ref)) ?? [];
  } catch (thrown) {
    tools.parts.logger.warn('pictures-not-fetched', { code: toBotError(thrown).code });
    return [];
  }
}

async function quoteOf(tools: TurnTools, { event }: Turn, ref: Ref): Promise<string | undefined> {
  return tools.platformOf(event.account)?.quote?.({ room: event.room }, ref);
}
