/** At most `most` characters, never through the middle of one; `…` where something is missing. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  let cut = '';
  for (const { segment } of new Intl.Segmenter().segment(text.slice(0, most + 64))) {
    if (cut.length + segment.length > most - 1) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

/** The beginning of a text on one line, to stand in a list or between quotation marks. */
export function shorten(text: string, most: number): string {
  return clip(text.replaceAll(/\s+/g, ' ').trim(), most);
}
