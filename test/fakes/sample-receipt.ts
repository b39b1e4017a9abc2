/** The receipt of a reply nobody looks into. */
export const sampleReceipt = {
  personality: { id: 'mia', revision: 1 },
  provider: 'scripted',
  model: 'scripted',
  exposure: 'process',
  ceiling: 'lan',
  tokens: { in: 1, cached: 0, out: 1 },
  cost_micro: 0,
  timing_ms: { own: 0, first: 0, total: 0 },
  items: [],
} as const;
