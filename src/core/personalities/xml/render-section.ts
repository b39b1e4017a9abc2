import { tidyText } from './tidy-text.ts';
import { attributeOf, elementsIn, rawText, type XmlElement } from './xml-node.ts';

/** Words of the older files that say less to a reader than these. */
const headings: ReadonlyMap<string, string> = new Map([
  ['core_traits', 'Traits'],
  ['communication_style', 'Way of speaking'],
  ['style', 'Way of speaking'],
  ['interaction_style', 'Way of dealing with people'],
  ['challenges', 'Known weaknesses'],
  ['adaptation_strategies', 'What helps against them'],
  ['primary', 'Above all'],
  ['secondary', 'Also'],
]);

/** Groups whose own name adds nothing to those of their parts. */
const bare: ReadonlySet<string> = new Set(['communication_preferences', 'backstory', 'knowledge']);

/** `decision_making` as a heading: `Decision making`. */
function headingOf(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').trim();
  return headings.get(name) ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * A part of an older file as plain text under a short heading, for the prompt: descriptions as they stand, attributes and single
 * values as `Pace: moderate.`, lists as lists, groups under headings of their own. `isSkipped` leaves out what is said elsewhere.
 */
export function renderSection(element: XmlElement, isSkipped: (part: XmlElement) => boolean = () => false): string {
  const parts = elementsIn(element).filter((part) => !isSkipped(part));
  const groups = parts.filter((part) => elementsIn(part).length > 0);
  const leaves = parts.filter((part) => elementsIn(part).length === 0);
  const counts = new Map<string, number>();
  for (const { name } of leaves) counts.set(name, (counts.get(name) ?? 0) + 1);
  const isFact = (leaf: XmlElement): boolean => leaf.attributes.length === 0 && counts.get(leaf.name) === 1 && !isListOf(element, leaf);
  const isPlain = ({ name }: XmlElement): boolean => name === 'description' || name === 'background';
  const others = leaves.filter((leaf) => !isPlain(leaf));
  const facts = [
    ...element.attributes.map(({ name, value }) => fact(name, value)),
    ...others.filter(isFact).map((leaf) => fact(leaf.name, textIn(leaf))),
  ];
  const said = [
    textIn(element),
    ...leaves.filter(isPlain).map(textIn),
    facts.filter((line) => line !== '').join(' '),
    ...others.filter((leaf) => !isFact(leaf)).map(item),
  ].filter((line) => line !== '');
  const heading = bare.has(element.name) || said.length === 0 ? [] : [`${headingOf(element.name)}:`];
  return [[...heading, ...said].join('\n'), ...groups.map((group) => renderSection(group, isSkipped))]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The text of an element of an older file, without its indentation. */
export function textIn(element: XmlElement): string {
  return tidyText(rawText(element));
}

/** `<goals><goal>` is a list, also when it holds one. */
function isListOf(list: XmlElement, { name }: XmlElement): boolean {
  return list.name.endsWith(`${name}s`) || list.name.endsWith(`${name.replace(/y$/, '')}ies`);
}

function fact(name: string, value: string): string {
  if (value === '') return '';
  return `${headingOf(name)}: ${value}${/[.!?…]$/.test(value) ? '' : '.'}`;
}

/** A line of a list. What has attributes is called by its name; a description says more than a figure. */
function item(leaf: XmlElement): string {
  const text = textIn(leaf);
  if (leaf.attributes.length === 0) return text === '' ? '' : `- ${text}`;
  const name = attributeOf(leaf, 'name') ?? leaf.name;
  const description = attributeOf(leaf, 'description') ?? '';
  const figures = leaf.attributes.filter((attribute) => attribute.name !== 'name').map(({ name: key, value }) => `${key} ${value}`);
  return `- ${headingOf(name)}: ${[description, text].filter((line) => line !== '').join(' ') || figures.join(', ')}`;
}
