/** Each word as a quoted string: nothing in it is query syntax. */
function quoted(words: readonly string[]): readonly string[] {
  const clean = words.map((word) => word.replaceAll('\0', '').trim()).filter((word) => word !== '');
  return clean.map((word) => `"${word.replaceAll('"', '""')}"`);
}

/** A full-text query for any of the words; empty when there is none. */
export function anyWord(words: readonly string[]): string {
  return quoted(words).join(' OR ');
}

/** A full-text query for all of the words, each as a word or the beginning of one; empty when there is none. */
export function everyWord(words: readonly string[]): string {
  return quoted(words)
    .map((word) => `${word}*`)
    .join(' AND ');
}
