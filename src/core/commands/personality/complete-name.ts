import { type Choice, mostChoices } from '../../answers/choice.ts';
import { foldName } from '../../personalities/fold-name.ts';
import type { LibraryEntry } from '../../personalities/library.ts';
import { clip } from '../../texts/clip.ts';
import type { Completing } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';

/** Names that go on from what is typed, those that begin with it first. A name that several share is offered by its id. */
export async function completeName(
  { typed, caller }: Completing,
  { library }: Pick<CommandNeeds, 'library'>,
  isFitting: (entry: LibraryEntry) => boolean = () => true,
): Promise<readonly Choice[]> {
  const visible = await library.visibleTo(caller);
  const word = foldName(typed);
  const fitting = visible.filter((entry) => isFitting(entry) && foldName(entry.name).includes(word));
  const first = fitting.filter((entry) => foldName(entry.name).startsWith(word));
  const isShared = (name: string): boolean => visible.filter((entry) => foldName(entry.name) === foldName(name)).length > 1;
  return [...new Set([...first, ...fitting])].slice(0, mostChoices).map((entry) => ({
    value: isShared(entry.name) ? entry.id : entry.name,
    label: clip([entry.name, entry.tagline].filter((part) => part !== '').join(' · '), 100),
  }));
}
