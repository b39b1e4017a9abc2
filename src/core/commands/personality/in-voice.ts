import type { Personality } from '../../personalities/personality.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import { dayWords } from '../../prompting/day-words.ts';
import { expandMacros } from '../../prompting/expand-macros.ts';
import type { Caller } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { type GreetingKind, greetingOf } from './greeting-field.ts';

/** Words of a personality as it would say them to the caller now: `Juno: You bought a second air fryer.` */
export async function inVoice(
  { name, text }: { readonly name: string; readonly text: string },
  caller: Caller,
  { settings, clock }: Pick<CommandNeeds, 'settings' | 'clock'>,
): Promise<string> {
  const { get } = await settings.resolve({ person: caller.person, room: caller.room });
  const { date, time, weekday } = dayWords(get('time-zone') === '' ? 'UTC' : get('time-zone'));
  const now = clock.now();
  const said = expandMacros(text, {
    char: name,
    user: caller.name,
    group: name,
    date: date(now),
    time: time(now),
    weekday: weekday(now),
    seed: name,
    draw: name,
  });
  return `${name}: ${said}`;
}

/** Its greeting on this occasion, else its first one; undefined: it has none. */
export async function greetingInVoice(
  body: Pick<PersonalityBody, 'name' | 'greetings'>,
  kind: GreetingKind,
  { caller, needs }: { readonly caller: Caller; readonly needs: Pick<CommandNeeds, 'settings' | 'clock'> },
): Promise<string | undefined> {
  const greeting = greetingOf(body, kind, caller.language) ?? greetingOf(body, 'first', caller.language);
  return greeting === undefined ? undefined : inVoice({ name: body.name, text: greeting.text }, caller, needs);
}

/** A line that shows how it talks: an example's, in the caller's language where there is one. */
export function sampleLine({ examples }: Personality, language: string): string | undefined {
  const example = examples.find((one) => one.language.split('-')[0] === language) ?? examples[0];
  return example?.lines.find(({ by }) => by === 'character')?.text;
}
