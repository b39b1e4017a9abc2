import { BotError } from '../errors.ts';
import type { LibraryEntry } from '../personalities/library.ts';
import { literal } from '../texts/literal.ts';
import type { Call } from './call.ts';
import type { CommandNeeds } from './command-needs.ts';
import { unknownPersonality } from './personality/pick-personality.ts';

/** The one personality of this name that the caller may use. Throws `unknown-personality` or `ambiguous-name` with what to do. */
export async function onePersonality(
  name: string,
  call: Pick<Call, 'caller'>,
  needs: Pick<CommandNeeds, 'library'>,
): Promise<LibraryEntry> {
  const found = await needs.library.find(name, call.caller);
  const [only, second] = found;
  if (only !== undefined && second === undefined) return only;
  if (only === undefined) throw await unknownPersonality(name, call, needs);
  const shown = literal(name.slice(0, 40));
  const list = literal(found.map((entry) => `${entry.name} (${entry.id})`).join(', '));
  throw new BotError('ambiguous-name', 'several by that name', {
    field: 'name',
    advice: {
      en: `There is more than one ${shown}: ${list}. Use the word in brackets.`,
      de: `${shown} gibt es mehrmals: ${list}. Nimm das Wort in Klammern.`,
    },
  });
}
