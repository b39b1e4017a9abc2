const units: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/** How many weights a model has: as told ("8.0B"), else guessed from its file and how densely that is packed. */
export function countWeights(facts: {
  readonly told?: string | undefined;
  readonly bytes?: number | undefined;
  readonly packing?: string | undefined;
}): number | undefined {
  const match = /^\s*(?<count>\d+(?:\.\d+)?)\s*(?<unit>[KMBT])\s*$/i.exec(facts.told ?? '');
  const unit = units[match?.groups?.['unit']?.toUpperCase() ?? ''];
  if (unit !== undefined) return Math.round(Number(match?.groups?.['count']) * unit);
  if (facts.bytes === undefined || facts.bytes <= 0) return undefined;
  return Math.round(facts.bytes / bytesPerWeight(facts.packing ?? ''));
}

/** A packed weight takes its bits and about an eighth more for scales; most models are packed to four. */
function bytesPerWeight(packing: string): number {
  const bits = Number(/(?:F|Q)(\d+)/i.exec(packing)?.[1] ?? 4);
  return bits >= 16 ? bits / 8 : (bits / 8) * 1.125;
}
