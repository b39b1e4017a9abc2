import type { Caller } from './call.ts';
import type { CommandNeeds } from './command-needs.ts';

/** Id and name of who answers the caller here: the chosen one while it is there, else the bot's own. */
export async function answering(
  { settings, library, host }: Pick<CommandNeeds, 'settings' | 'library' | 'host'>,
  { person, room }: Caller,
): Promise<{ readonly id: string; readonly name: string }> {
  const chosen = (await settings.resolve({ person, room })).get('personality');
  const entry = (chosen === '' ? undefined : await library.entry(chosen)) ?? (await library.entry(host.defaultPersonality));
  return { id: entry?.id ?? host.defaultPersonality, name: entry?.name ?? host.defaultPersonality };
}
