import { shorten } from '../../texts/clip.ts';
import type { Caller } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { momentsFor } from '../moments.ts';

/** Most of a line that a list shows. */
const mostShown = 160;

/** A line with its day in the caller's zone. */
export async function dated(needs: Pick<CommandNeeds, 'settings'>, caller: Caller): Promise<(at: number, text: string) => string> {
  const moment = await momentsFor(needs, caller);
  return (at, text) => `· ${moment(at)} · ${shorten(text, mostShown)}`;
}
