import { DialectSliders, sliderOf } from './dialect-sliders.ts';
import { afterRoot, beforePlace, rootPlace } from './kept-places.ts';
import { Leftovers } from './leftovers.ts';
import { readNumber } from './read-number.ts';
import type { Reading } from './reading.ts';
import { renderSection, textIn } from './render-section.ts';
import type { Draft } from './section.ts';
import { attributeOf, elementsIn, type XmlDocument, type XmlElement } from './xml-node.ts';

/**
 * What a file of the two older dialects says: `<persona name="…">` with Big Five traits and styles, `<personality name="…">` with
 * traits, style, knowledge and backstory. What shapes the character is told in its prompt; what has no home letter by letter is kept.
 */
export function readDialect({ before, root, after }: XmlDocument, reading: Reading): Draft {
  const file = new DialectFile(root, reading);
  const draft = file.draft();
  reading.keep(beforePlace(rootPlace), before);
  reading.keep(afterRoot, after);
  const rest = file.leftovers.keep(root, `original-${root.name}`);
  if (rest !== undefined) reading.keepNodes(rootPlace, [rest]);
  return draft;
}

/** Where figures are levels; elsewhere a `value` may mean anything. */
const levelGroups: ReadonlySet<string> = new Set(['core_traits', 'traits', 'style', 'communication_style', 'interaction_style']);

class DialectFile {
  readonly leftovers = new Leftovers();
  readonly #root: XmlElement;
  readonly #reading: Reading;
  readonly #sliders: DialectSliders;
  readonly #descriptions: string[] = [];
  readonly #system: string[] = [];
  readonly #backstory: string[] = [];
  readonly #knowledge: string[] = [];
  readonly #tags: string[] = [];
  #hints: Draft = {};

  constructor(root: XmlElement, reading: Reading) {
    this.#root = root;
    this.#reading = reading;
    this.#sliders = new DialectSliders(reading);
  }

  draft(): Draft {
    const root = this.#root;
    for (const key of ['', 'system', 'backstory']) this.#reading.note(key === '' ? [] : [key], root);
    const name = this.#once('name');
    if (name === undefined) this.#reading.blame(root, `<${root.name}> must have a name`);
    const version = this.#once('version');
    for (const element of elementsIn(root)) this.#read(element);
    return {
      name: name ?? '-',
      ...(version === undefined ? {} : { version }),
      tagline: firstSentence(this.#descriptions[0] ?? '') || firstSentence(this.#backstory[0] ?? ''),
      rating: 'mature',
      tags: this.#tags,
      system: [...this.#descriptions, ...this.#system].filter((part) => part !== '').join('\n\n'),
      backstory: this.#backstory.filter((part) => part !== '').join('\n\n'),
      knowledge: this.#knowledge,
      sliders: this.#sliders.levels,
      hints: this.#hints,
    };
  }

  /** A word of the root: its attribute, else the element of that name. */
  #once(key: string): string | undefined {
    const attribute = attributeOf(this.#root, key);
    if (attribute !== undefined) {
      this.#reading.note([key], this.#root, key);
      this.leftovers.takeAttribute(this.#root, key);
      return attribute;
    }
    const [element] = elementsIn(this.#root, key);
    if (element === undefined) return undefined;
    this.#reading.note([key], element);
    return this.#take(element);
  }

  #read(element: XmlElement): void {
    switch (element.name) {
      case 'name':
      case 'version':
      case 'category':
        return;
      case 'description':
        this.#descriptions.push(this.#take(element));
        return;
      case 'tags':
        for (const tag of elementsIn(element, 'tag')) {
          this.#reading.note(['tags', this.#tags.length], tag);
          this.#tags.push(this.#take(tag));
        }
        return;
      case 'model':
        this.#readModel(element);
        return;
      case 'knowledge':
        this.#readKnowledge(element);
        return;
      case 'backstory':
        this.#readBackstory(element);
        return;
      default:
        this.#readStyle(element);
    }
  }

  #take(element: XmlElement): string {
    const text = textIn(element);
    if (text !== '') this.leftovers.takeText(element);
    return text;
  }

  /** Traits and styles: levels become sliders, words and descriptions are told. A bare level is not told too: the slider speaks. */
  #readStyle(element: XmlElement): void {
    if (levelGroups.has(element.name)) {
      this.#sliders.readLevels(element);
      this.#sliders.readWords(element);
    }
    this.#system.push(renderSection(element, isBareLevel));
  }

  #readModel(element: XmlElement): void {
    for (const [attribute, key] of [
      ['temperature', 'temperature'],
      ['max_tokens', 'maxTokens'],
    ] as const) {
      const value = attributeOf(element, attribute);
      if (value === undefined) continue;
      const number = readNumber(value);
      this.#reading.note(['hints', key], element, attribute);
      this.#hints = { ...this.#hints, [key]: number };
      // `0.70` is the same hint as 0.7, yet not the same letters.
      if (String(number) === value) this.leftovers.takeAttribute(element, attribute);
    }
  }

  /** What it knows is its knowledge; other lists there, such as its interests, are told. */
  #readKnowledge(element: XmlElement): void {
    const isKnown = ({ name }: XmlElement): boolean => name === 'domains' || name === 'skills';
    for (const item of elementsIn(element)
      .filter(isKnown)
      .flatMap((list) => elementsIn(list))) {
      this.#reading.note(['knowledge', this.#knowledge.length], item);
      this.#knowledge.push(textIn(item));
    }
    this.#system.push(renderSection(element, isKnown));
  }

  /** Goals drive every answer, so they belong to the core; the rest is its story. */
  #readBackstory(element: XmlElement): void {
    for (const told of [element, ...elementsIn(element, 'background')]) this.#take(told);
    this.#backstory.push(renderSection(element, ({ name }) => name === 'goals'));
    this.#system.push(...elementsIn(element, 'goals').map((goals) => renderSection(goals)));
  }
}

function isBareLevel(element: XmlElement): boolean {
  const isSlider = sliderOf(element.name === 'trait' ? (attributeOf(element, 'name') ?? '') : element.name) !== undefined;
  const value = attributeOf(element, 'value') ?? textIn(element);
  return (
    isSlider && attributeOf(element, 'description') === undefined && !Number.isNaN(readNumber(value)) && elementsIn(element).length === 0
  );
}

/** One line for lists: the first sentence of what the file says first, unless it is too long for one. */
function firstSentence(text: string): string {
  const line = text.slice(0, 400).replace(/\s+/g, ' ');
  const sentence = /^.+?[.!?](?= |$)/.exec(line)?.[0] ?? line;
  return sentence.length <= 200 ? sentence : '';
}
