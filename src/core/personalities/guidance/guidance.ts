import { type SliderName, sliderNames } from '../personality.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import { type Level, toLevel } from './to-level.ts';

/** One sentence per level, 1 to 5. */
export type LevelTexts = readonly [string, string, string, string, string];
export type GuidanceTable = Readonly<Record<SliderName, LevelTexts>>;

/** What a slider at this level asks of the model, in the nearest language we have. */
export function guidanceFor(name: SliderName, level: Level, language: string): string {
  return tableOf(language)[name][level - 1] ?? '';
}

/** What the set sliders ask of the model, a line each, always in the same order; an unset one asks nothing. */
export function guidance(sliders: Readonly<Partial<Record<SliderName, number | undefined>>>, language: string): string {
  return sliderNames
    .flatMap((name) => {
      const value = sliders[name];
      return value === undefined ? [] : [`- ${guidanceFor(name, toLevel(value), language)}`];
    })
    .join('\n');
}

function tableOf(language: string): GuidanceTable {
  return /^de(?:$|[-_.])/i.test(language) ? german : english;
}
