import type { LibraryEntry } from '../../personalities/library.ts';
import { operatorOwner } from '../../settings/levels.ts';
import { clip } from '../../texts/clip.ts';
import type { Caller } from '../call.ts';
import type { Tell } from '../command-needs.ts';
import { ratings } from './ratings.ts';
import { texts } from './texts.ts';

/** A line of a list stays one line on most screens. */
const mostTagline = 90;

/** One personality as a line of a list: `Juno · dry, teasing · mature · yours`. */
export function entryLine(entry: LibraryEntry, caller: Caller, tell: Tell): string {
  const rating = entry.rating === 'everyone' ? '' : tell(ratings[entry.rating], {});
  // Nothing for a shipped one: that is the usual case.
  const owner = entry.owner === undefined ? '' : whose(entry, caller, tell);
  return [entry.name, clip(entry.tagline, mostTagline), rating, owner].filter((word) => word !== '').join(' · ');
}

/** Whose it is, as the caller reads it; what the command line brought in is the operator's. */
export function whose({ owner }: LibraryEntry, { person, isOperator }: Caller, tell: Tell): string {
  if (owner === undefined) return tell(texts.shipped, {});
  if (owner === person || (isOperator && owner === operatorOwner)) return tell(texts.yours, {});
  return tell(owner === operatorOwner ? texts['of-operator'] : texts['of-another'], {});
}
