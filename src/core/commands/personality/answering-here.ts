import type { Caller } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';

/** The id of who answers in the caller's room: the chosen one while it is there, else the bot's own. */
export async function answeringHere(
  { person, room }: Caller,
  { settings, library, host }: Pick<CommandNeeds, 'settings' | 'library' | 'host'>,
): Promise<string> {
  const chosen = (await settings.resolve({ person, room })).get('personality');
  return chosen !== '' && (await library.entry(chosen)) !== undefined ? chosen : host.defaultPersonality;
}
