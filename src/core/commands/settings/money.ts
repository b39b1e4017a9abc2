/** Writes millionths of a US dollar down as people in this language do. */
export function moneyFor(language: string): (micro: number) => string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', maximumFractionDigits: 4 });
  return (micro) => format.format(micro / 1e6);
}

/** Dollars somebody typed (`2`, `2.50`, `0,000001`) as millionths; undefined: that is no sum of money. */
export function readMoney(text: string): number | undefined {
  const [, whole = '', fraction = ''] = /^\$?(\d{1,9})(?:[.,](\d{1,6}))?\$?$/.exec(text) ?? [];
  return whole === '' ? undefined : Number(whole + fraction.padEnd(6, '0'));
}
