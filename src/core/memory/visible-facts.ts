import type { Fact } from '../ports/memory-store.ts';
import type { Message, Store } from '../ports/store.ts';
import { type RememberChoices, readRememberChoices } from './remember-choices.ts';

/**
 * A person's facts without those taken from a line that is not to be seen: forgotten or hidden, or by somebody who lets the bot remember
 * nothing any more. Looked at anew each time, like the lines themselves.
 */
export async function visibleFacts(
  store: Pick<Store, 'settings' | 'rooms' | 'history'>,
  {
    facts,
    person,
    choices = readRememberChoices(store),
  }: { readonly facts: readonly Fact[]; readonly person: string; readonly choices?: RememberChoices },
): Promise<readonly Fact[]> {
  const isVisible = async ({ source }: Fact): Promise<boolean> => {
    if (source === undefined) return true;
    const line = await store.history.message(source);
    return line !== undefined && !line.forgotten && ((await isBy(store, line, person)) || choices.allow(line));
  };
  const seen = await Promise.all(facts.map(isVisible));
  return facts.filter((_, index) => seen[index]);
}

/** Whether somebody wrote a line themselves. */
export async function isBy({ rooms }: Pick<Store, 'rooms'>, { author }: Message, person: string): Promise<boolean> {
  return author.kind === 'participant' && (await rooms.person(author.id))?.id === person;
}
