import type { Caller } from './call.ts';
import type { CommandNeeds } from './command-needs.ts';

/** Writes moments down as the caller would, in their zone where they told it, else in the bot's own: `24 Nov 2026, 14:02`. */
export async function momentsFor(
  { settings }: Pick<CommandNeeds, 'settings'>,
  { person, room, language }: Caller,
): Promise<(at: number) => string> {
  const timeZone = (await settings.resolve({ person, room })).get('time-zone');
  const locale = language === 'en' ? 'en-GB' : language;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...(timeZone === '' ? {} : { timeZone }) });
  return (at) => format.format(at);
}
