/** One entry per line; a line that begins with two spaces goes on with the entry before. `readLines` takes it back. */
export function printLines(entries: readonly string[]): string {
  return entries.map((entry) => entry.replaceAll('\n', '\n  ')).join('\n');
}

/** The entries of a text somebody edited; empty lines and list marks are theirs to make and mean nothing. */
export function readLines(text: string): readonly string[] {
  const entries: string[] = [];
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    if (line.trim() === '') continue;
    const last = entries.at(-1);
    if (line.startsWith('  ') && last !== undefined) entries[entries.length - 1] = `${last}\n${line.slice(2)}`;
    else entries.push(line.trim());
  }
  return entries;
}

/** `[de] Keine Romantik.`: an entry with the language it is in. */
export interface LanguageLine {
  readonly language: string;
  readonly text: string;
}

/** Lines with their language in front, left out where it is the usual one. */
export function printLanguageLines(entries: readonly LanguageLine[], usual: string): string {
  return printLines(entries.map(({ language, text }) => (language === usual ? text : `[${language}] ${text}`)));
}

export function readLanguageLines(text: string, usual: string): readonly LanguageLine[] {
  return readLines(text).map((line) => {
    const marked = /^\[(?<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\] ?(?<text>[\s\S]*)$/.exec(line)?.groups;
    return { language: marked?.['language'] ?? usual, text: marked?.['text'] ?? line };
  });
}
