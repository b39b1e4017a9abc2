import type { CastMember } from '../ports/store.ts';
import type { CastEntry } from './cast-here.ts';

/** What decides who answers one message. */
export interface Addressing {
  readonly text: string;
  readonly kind: 'dm' | 'room';
  /** The bot was mentioned in the platform's own way. */
  readonly mentioned: boolean;
  /** The personality whose reply this message answers, if it does. */
  readonly repliedTo: string | undefined;
  /** Who may answer in this room; the first is its host. */
  readonly present: readonly CastEntry[];
}

/**
 * Who answers: in a DM always the host; in a room the one replied to, else the ones mentioned by name,
 * else the host when the bot itself was mentioned, else the one named at the start ("Mia, …"), else nobody.
 */
export function chooseCast(addressing: Addressing): readonly CastMember[] {
  return speakers(addressing).map(({ id, revision }) => ({ personality: id, revision }));
}

function speakers({ text, kind, mentioned, repliedTo, present }: Addressing): readonly CastEntry[] {
  const host = present.slice(0, 1);
  const replied = present.filter(({ id }) => id === repliedTo);
  if (replied.length > 0) return replied;
  const called = present.filter(({ name }) => isCalled(text, name));
  if (called.length > 0) return called;
  if (kind === 'dm' || mentioned) return host;
  return present.filter(({ name }) => isNamedFirst(text, name)).slice(0, 1);
}

/** `@Mia` anywhere. */
function isCalled(text: string, name: string): boolean {
  const folded = text.toLowerCase();
  const call = `@${name.toLowerCase()}`;
  for (let at = folded.indexOf(call); at >= 0; at = folded.indexOf(call, at + 1)) {
    if (!isWordCharacter(folded[at - 1]) && !isWordCharacter(folded[at + call.length])) return true;
  }
  return false;
}

/** `Mia, …`, also after a greeting: `hey Mia`. */
function isNamedFirst(text: string, name: string): boolean {
  const folded = text
    .trimStart()
    .toLowerCase()
    .replace(/^(?:hey|hi|hello|ok|okay|hallo|hej|na|servus)[\s,]+/u, '');
  return folded.startsWith(name.toLowerCase()) && !isWordCharacter(folded[name.length]);
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
