import type { Caller } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';
import type { Editing } from './editing.ts';

/** A moment as the caller would write it down, in their zone where they told it: `24 Nov 2026, 14:02`. */
export async function moment(
  at: number,
  { person, room, language }: Caller,
  { settings }: Pick<CommandNeeds, 'settings'>,
): Promise<string> {
  const zone = (await settings.resolve({ person, room })).get('time-zone');
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone === '' ? 'UTC' : zone }).format(at);
}

/** When the revision that holds was made, as the caller would write it; a shipped one changes with the program. */
export async function momentOfRevision({ entry, call, needs }: Editing, revision: number): Promise<string> {
  const row = await needs.store.personalities.revision(entry.id, revision);
  return moment(row?.at ?? needs.clock.now(), call.caller, needs);
}
