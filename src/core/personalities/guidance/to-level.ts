export type Level = 1 | 2 | 3 | 4 | 5;

/** The level people choose from a slider's 0 to 100: twenty each, 100 belongs to the fifth. */
export function toLevel(value: number): Level {
  if (value >= 80) return 5;
  if (value >= 60) return 4;
  if (value >= 40) return 3;
  return value >= 20 ? 2 : 1;
}
