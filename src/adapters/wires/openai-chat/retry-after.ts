/** When a server says that trying again may help, milliseconds from now; undefined where it says nothing that can be read. */
export function retryAfterMs(headers: Headers): number | undefined {
  const ms = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const said = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}(?:\.\d+)?$/.test(said)) return Math.ceil(Number(said) * 1000);
  if (!/^[A-Z][a-z]{2},/.test(said)) return undefined;
  // A date counts from the server's own clock, whatever ours says.
  const wait = Date.parse(said) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
