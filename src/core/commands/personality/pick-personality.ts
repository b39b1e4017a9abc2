import type { Action } from '../../answers/action.ts';
import type { Answer } from '../../answers/answer.ts';
import { BotError } from '../../errors.ts';
import { nearestWord } from '../../events/nearest-word.ts';
import { foldName } from '../../personalities/fold-name.ts';
import type { LibraryEntry } from '../../personalities/library.ts';
import { finished } from '../../texts/finished.ts';
import { answering } from '../answering.ts';
import { type Call, textOf } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { entryLine } from './entry-line.ts';
import { texts } from './texts.ts';

/** The one that was meant, or the question which one. */
export type Picked = { readonly entry: LibraryEntry } | { readonly answer: Answer };

export type PickNeeds = Pick<CommandNeeds, 'library' | 'settings' | 'host' | 'tell'>;

/** So many can be asked about at once. */
const mostCandidates = 9;

/** Whom the call's `name` means; without one, who answers here. Throws `unknown-personality` with the name that was probably meant. */
export async function pickPersonality(call: Call, needs: PickNeeds): Promise<Picked> {
  const here = await needs.library.entry((await answering(needs, call.caller)).id);
  const name = textOf(call, 'name');
  if (name === undefined && here !== undefined) return { entry: here };
  const typed = name ?? '';
  const found = await needs.library.find(typed, call.caller);
  const [only] = found;
  if (only !== undefined && found.length === 1) return { entry: only };
  if (only !== undefined) return { answer: askWhich(call, found, needs) };
  // Who answers here is no secret, whoever it belongs to.
  if (here !== undefined && (here.id === typed.trim() || foldName(here.name) === foldName(typed))) return { entry: here };
  throw await unknownPersonality(typed, call, needs);
}

/** The question which one, with something to press for each: the same call with the id in place of the name. */
export function askWhich(call: Call, entries: readonly LibraryEntry[], { tell }: Pick<CommandNeeds, 'tell'>): Answer {
  const shown = entries.slice(0, mostCandidates);
  const lines = shown.map((entry, index) => `${index + 1}  ${entryLine(entry, call.caller, tell)}`);
  const actions = shown.map(
    (entry, index): Action => ({
      label: `${index + 1} ${entry.name}`,
      icon: 'one',
      press: { command: call.command, args: { ...call.args, name: entry.id } },
      by: 'asker',
    }),
  );
  const question = tell(texts.several, { count: entries.length, name: textOf(call, 'name') ?? '' });
  return { kind: 'text', body: [question, ...lines].join('\n'), actions };
}

/** Nobody of that name, and who was probably meant. */
export async function unknownPersonality(
  typed: string,
  { caller }: Pick<Call, 'caller'>,
  { library }: Pick<CommandNeeds, 'library'>,
): Promise<BotError> {
  const visible = await library.visibleTo(caller);
  const near = nearestWord(
    foldName(typed),
    visible.map((entry) => foldName(entry.name)),
  );
  const meant = visible.find((entry) => foldName(entry.name) === near)?.name ?? 'none';
  return new BotError('unknown-personality', 'no such personality', {
    field: 'name',
    advice: finished(texts.unknown, { name: typed.trim().slice(0, 80), near: meant }),
  });
}
