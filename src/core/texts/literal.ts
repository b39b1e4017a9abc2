/** Foreign text made safe to stand inside an ICU message: it comes out as it is. No apostrophe may follow it directly. */
export function literal(text: string): string {
  const doubled = text.replaceAll("'", "''");
  const brace = doubled.search(/[{}]/);
  // Quoted from the first brace to the end: an apostrophe beside a quoted run would join it.
  return brace < 0 ? doubled : `${doubled.slice(0, brace)}'${doubled.slice(brace)}'`;
}
