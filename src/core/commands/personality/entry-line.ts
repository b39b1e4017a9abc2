import type { LibraryEntry } from '../../personalities/library.ts';
import type { Caller } from '../call.ts';
import type { Tell } from '../command-needs.ts';
import { clip } from './clip.ts';
import { ratings } from './ratings.ts';
import { texts } from './texts.ts';

/** A line of a list stays one line on most screens. */
const mostTagline = 90;

/** One personality as a line of a list: `Juno · dry, teasing · mature · yours`. */
export function entryLine(entry: LibraryEntry, { person }: Caller, tell: Tell): string {
  const rating = entry.rating === 'everyone' ? '' : tell(ratings[entry.rating], {});
  return [entry.name, clip(entry.tagline, mostTagline), rating, whose(entry, person, tell)].filter((word) => word !== '').join(' · ');
}

/** Nothing for a shipped one: that is the usual case. */
function whose({ owner }: LibraryEntry, person: string, tell: Tell): string {
  if (owner === undefined) return '';
  return tell(owner === person ? texts.yours : texts['of-another'], {});
}
