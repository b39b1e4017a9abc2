/** Millionths of a US dollar for a million tokens, from US dollars for one: `0.00000015` → 150000. Undefined for what is no price. */
export function tokenPrice(dollars: unknown): number | undefined {
  if (typeof dollars !== 'string' && typeof dollars !== 'number') return undefined;
  const plain = /^(?<whole>\d{1,4})(?:\.(?<part>\d{0,30}))?$/.exec(String(dollars).trim());
  if (plain === null) {
    const value = String(dollars).trim() === '' ? Number.NaN : Number(dollars);
    return Number.isFinite(value) && value >= 0 ? Math.round(value * 1e12) : undefined;
  }
  // By its digits: no binary fraction is exact, and these are multiplied by a million million.
  const part = (plain.groups?.['part'] ?? '').padEnd(13, '0');
  return Number(`${plain.groups?.['whole']}${part.slice(0, 12)}`) + (Number(part[12]) >= 5 ? 1 : 0);
}
