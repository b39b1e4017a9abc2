import type { ConversationEntry } from '../../ports/store.ts';
import { shorten } from '../../texts/clip.ts';
import type { Call } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { momentsFor } from '../moments.ts';
import { quoteLength } from './find-message.ts';
import { chatTexts } from './texts.ts';

/** So many are listed and can be named by number. */
const mostListed = 20;

/** The conversations held here, the one going on first. */
export async function conversationsHere(call: Pick<Call, 'caller'>, { store, talk }: CommandNeeds): Promise<readonly ConversationEntry[]> {
  return store.history.conversations(await talk.place(call), mostListed);
}

/** One line of the list: number, day, length, its last words. */
export async function entryLine(
  needs: CommandNeeds,
  { caller }: Pick<Call, 'caller'>,
  { entry, number }: { readonly entry: ConversationEntry; readonly number: number },
): Promise<string> {
  const { store, tell } = needs;
  const moment = await momentsFor(needs, caller);
  const head = entry.head === undefined ? undefined : await store.history.message(entry.head);
  return tell(chatTexts.entry, {
    number,
    day: moment(entry.at),
    length: entry.length,
    quote: head === undefined || head.text === '' ? '–' : shorten(head.text, quoteLength),
    now: number === 1 ? 'yes' : 'no',
  });
}
