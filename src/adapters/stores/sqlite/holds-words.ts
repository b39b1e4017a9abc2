/** True when every word is in the text, as a word or the beginning of one; case and accents are folded as the index of the messages folds them. */
export function holdsWords(text: string, words: readonly string[]): boolean {
  const wanted = words.flatMap(tokens);
  if (wanted.length === 0) return words.length === 0;
  const here = tokens(text);
  return wanted.every((word) => here.some((token) => token.startsWith(word)));
}

function tokens(text: string): readonly string[] {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}
