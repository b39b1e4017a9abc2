/** What a name is compared by: case, accents, width, spacing and invisible signs make no difference, in any script. */
export function foldName(name: string): string {
  // Down, up and down again: ẞ and ß meet only in SS.
  return bare(bare(name).toLowerCase().toUpperCase().toLowerCase()).normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
}

/** Without Latin, Greek and Cyrillic accents; the vowel signs of other scripts stay, they are letters there. */
function bare(text: string): string {
  return text.normalize('NFKD').replaceAll(/[\u0300-\u036f\p{Cf}]/gu, '');
}
