import type { Caller } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';

/** A line with its day in the caller's zone. */
export async function dated({ settings }: Pick<CommandNeeds, 'settings'>, caller: Caller): Promise<(at: number, text: string) => string> {
  const zone = (await settings.resolve({ person: caller.person, room: caller.room })).get('time-zone');
  const day = new Intl.DateTimeFormat(caller.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(zone === '' ? {} : { timeZone: zone }),
  });
  return (at, text) => `· ${day.format(at)} · ${shorten(text)}`;
}

/** One line of at most 160 characters. */
export function shorten(text: string, most = 160): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}

/** Id and name of the personality that answers the caller here. */
export async function answering(
  { settings, library, host }: Pick<CommandNeeds, 'settings' | 'library' | 'host'>,
  caller: Caller,
): Promise<{ readonly id: string; readonly name: string }> {
  const chosen = (await settings.resolve({ person: caller.person, room: caller.room })).get('personality');
  const entry = (chosen === '' ? undefined : await library.entry(chosen)) ?? (await library.entry(host.defaultPersonality));
  return { id: entry?.id ?? host.defaultPersonality, name: entry?.name ?? host.defaultPersonality };
}
