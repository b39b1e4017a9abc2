import type { Action, Icon } from '../../answers/action.ts';
import type { LibraryEntry } from '../../personalities/library.ts';
import type { Localized } from '../../texts/localized.ts';
import type { Call } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';

/** One call of the studio, about one personality. */
export interface Editing {
  readonly entry: LibraryEntry;
  readonly call: Call;
  readonly needs: CommandNeeds;
}

/** A button for a step of the studio, for whoever is in it. */
export function stepAction(
  id: string,
  step: string,
  words: { readonly label: Localized<string>; readonly icon: Icon; readonly needs: CommandNeeds },
): Action {
  const { label, icon, needs } = words;
  return { label: needs.tell(label, {}), icon, press: { command: 'personality edit', args: { name: id, value: step } }, by: 'asker' };
}
