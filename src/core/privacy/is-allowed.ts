import type { ParticipantId } from '../ids.ts';

/** True when one of the patterns (`discord:*`, `matrix:@*:example.org`; `*` stands for any run of characters) covers the participant. */
export function isAllowed(participant: ParticipantId, patterns: readonly string[] | undefined): boolean {
  if (patterns === undefined) return true;
  return patterns.some((pattern) => matches(participant, pattern));
}

/** Linear in the length of both, so that no pattern can be made slow. */
function matches(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const [index, piece] of rest.entries()) {
    if (index === rest.length - 1) return text.length - piece.length >= at && text.endsWith(piece);
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at === text.length;
}
