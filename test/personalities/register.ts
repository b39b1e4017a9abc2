import type { Personality } from '../../src/core/personalities/personality.ts';

/** How much a character says at a time, as its own system text tells the model. */
export interface Register {
  readonly fewest: number;
  readonly most: number;
  /** Questions per reply. */
  readonly questions: number;
}

/** Reads `15 to 45 words` and `4 of ten` (replies that ask) out of the system text: what the model is told is what the examples are held to. */
export function registerOf({ id, system }: Personality): Register {
  const [, fewest, most] = /(\d+) to (\d+) words/.exec(system) ?? [];
  const [, asking] = /(\d+) (?:out )?of (?:every )?ten/.exec(system) ?? [];
  if (fewest === undefined || most === undefined || asking === undefined)
    throw new Error(`${id}: the system text must say how long replies are ("15 to 45 words") and how many ask something ("4 of ten")`);
  return { fewest: Number(fewest), most: Number(most), questions: Number(asking) / 10 };
}
