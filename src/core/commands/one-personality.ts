import type { Choice } from '../answers/choice.ts';
import { BotError } from '../errors.ts';
import { nearestWord } from '../events/nearest-word.ts';
import type { LibraryEntry } from '../personalities/library.ts';
import { literal } from '../texts/literal.ts';
import type { Call } from './call.ts';
import type { Completing } from './command.ts';
import type { CommandNeeds } from './command-needs.ts';

/** The one personality of this name that the caller may use. Throws `unknown-personality` or `ambiguous-name` with what to do. */
export async function onePersonality(
  name: string,
  { caller }: Pick<Call, 'caller'>,
  { library }: Pick<CommandNeeds, 'library'>,
): Promise<LibraryEntry> {
  const found = await library.find(name, caller);
  const [only, second] = found;
  if (only !== undefined && second === undefined) return only;
  const shown = literal(name.slice(0, 40));
  if (only === undefined) {
    const near = nearestWord(
      name,
      (await library.visibleTo(caller)).map((entry) => entry.name),
    );
    const [en, de] =
      near === undefined
        ? ['/personality browse shows who is here.', '/personality browse zeigt, wer da ist.']
        : [`Did you mean ${literal(near)}?`, `Meintest du ${literal(near)}?`];
    throw new BotError('unknown-personality', 'nobody by that name', {
      field: 'name',
      advice: { en: `I don''t know ${shown}. ${en}`, de: `${shown} kenne ich nicht. ${de}` },
    });
  }
  const list = literal(found.map((entry) => `${entry.name} (${entry.id})`).join(', '));
  throw new BotError('ambiguous-name', 'several by that name', {
    field: 'name',
    advice: {
      en: `There is more than one ${shown}: ${list}. Use the word in brackets.`,
      de: `${shown} gibt es mehrmals: ${list}. Nimm das Wort in Klammern.`,
    },
  });
}

/** Names that begin like what is typed. */
export async function completePersonality(
  { typed, caller }: Completing,
  { library }: Pick<CommandNeeds, 'library'>,
): Promise<readonly Choice[]> {
  const begun = typed.toLowerCase();
  const entries = await library.visibleTo(caller);
  return entries
    .filter(({ name, id }) => name.toLowerCase().startsWith(begun) || id.startsWith(begun))
    .map(({ name, tagline }) => ({ value: name, label: tagline }));
}
