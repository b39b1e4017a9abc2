/** Text for between tags. Text full of markup goes into CDATA: it stays readable and does not grow. */
export function escapeText(text: string): string {
  const marks = text.match(/[&<]/g)?.length ?? 0;
  // A CR can only be written as a reference, which CDATA does not have.
  if (marks > 8 && !text.includes('\r')) return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;').replaceAll('\r', '&#13;');
}

/** A value with its quotes. White space other than spaces is written by number, else a reader would take it for spaces. */
export function quoteAttribute(value: string): string {
  return `"${value.replace(/[&<"\t\n\r]/g, (character) => attributeEscapes.get(character) ?? character)}"`;
}

const attributeEscapes: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['"', '&quot;'],
  ['\t', '&#9;'],
  ['\n', '&#10;'],
  ['\r', '&#13;'],
]);
