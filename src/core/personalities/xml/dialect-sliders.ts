import { type SliderName, sliderNames } from '../personality.ts';
import { readNumber } from './read-number.ts';
import type { Reading } from './reading.ts';
import { textIn } from './render-section.ts';
import { attributeOf, elementsIn, type XmlElement } from './xml-node.ts';

/** What the older files call our sliders, where it is another word. */
const otherWords: ReadonlyMap<string, SliderName> = new Map([
  ['emotional_stability', 'stability'],
  ['humor_level', 'humor'],
  ['humour', 'humor'],
  ['extroversion', 'extraversion'],
]);

/** Words that plainly mean a level; a file that says more than these keeps its sliders unset. */
const wordLevels: ReadonlyMap<string, readonly [SliderName, number]> = new Map([
  ['formality casual', ['formality', 25]],
  ['formality informal', ['formality', 25]],
  ['formality professional', ['formality', 75]],
  ['formality formal', ['formality', 75]],
  ['primary direct', ['directness', 75]],
  ['primary supportive', ['warmth', 75]],
]);

/** The sliders of an older file, whose levels run from 0 to 1. */
export class DialectSliders {
  readonly #levels = new Map<SliderName, number>();
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  get levels(): Readonly<Partial<Record<SliderName, number>>> {
    return Object.fromEntries(this.#levels);
  }

  /** Elements that are each called like a slider, or `<trait name="…">`. One that must be a level and is none is a fault. */
  readLevels(group: XmlElement): void {
    for (const element of elementsIn(group)) {
      const attribute = attributeOf(element, 'value');
      const value = attribute ?? textIn(element);
      const number = readNumber(value);
      const slider = sliderOf((element.name === 'trait' ? attributeOf(element, 'name') : element.name) ?? '');
      if (attribute === undefined && Number.isNaN(number)) this.#readWord(element.name, value);
      // A trait's figure is measured even where we have no slider for it; a trait of ours must have one.
      else if (slider !== undefined || (attribute !== undefined && !Number.isNaN(number))) {
        if (!(number >= 0 && number <= 1)) this.#refuse(element, attribute === undefined);
        else if (slider !== undefined) this.#set(slider, number);
      }
    }
  }

  /** Attributes that say a level in a word. */
  readWords(element: XmlElement): void {
    for (const { name, value } of element.attributes) this.#readWord(name, value);
  }

  #readWord(name: string, value: string): void {
    const [slider, level] = wordLevels.get(`${name} ${value.trim().toLowerCase()}`) ?? [];
    if (slider !== undefined && level !== undefined && !this.#levels.has(slider)) this.#levels.set(slider, level);
  }

  #set(slider: SliderName, level: number): void {
    // Rounded, since 0.57 * 100 is 56.99999999999999.
    if (!this.#levels.has(slider)) this.#levels.set(slider, Math.round(level * 1e6) / 1e4);
  }

  #refuse(element: XmlElement, isText: boolean): void {
    if (isText) this.#reading.blame(element, `<${element.name}> must be 0 to 1`);
    else this.#reading.blameAttribute(element, 'value', 'must be 0 to 1');
  }
}

/** The slider that an older file means by a word. */
export function sliderOf(name: string): SliderName | undefined {
  return otherWords.get(name) ?? sliderNames.find((slider) => slider === name);
}
