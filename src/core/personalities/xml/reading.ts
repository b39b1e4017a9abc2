import type { z } from 'zod';
import type { Picture } from '../../pictures/picture.ts';
import type { Fault } from '../fault.ts';
import type { KeptNode } from '../personality.ts';
import { explainIssue } from './explain-issue.ts';
import { beforePlace } from './kept-places.ts';
import { tidyText } from './tidy-text.ts';
import { keptElement, toKept } from './to-kept.ts';
import { withoutOuterSpace } from './xml-characters.ts';
import { attributeOf, rawText, type XmlAttribute, type XmlElement, type XmlNode } from './xml-node.ts';

interface Walk {
  readonly element: XmlElement;
  readonly place: string;
  /** The attributes that mean something here; others are kept. */
  readonly attributes?: readonly string[];
  /** Reads a child and says its place; undefined when it means nothing here: then it is kept. */
  readonly child?: (child: XmlElement) => string | undefined;
}

interface Source {
  readonly offset: number;
  /** How the place is called in front of "must be …". */
  readonly label: string;
}

/** One reading of one file: what is wrong and where, where each value came from, and what is kept because nothing has a word for it. */
export class Reading {
  readonly #faultAt: (offset: number, message: string) => Fault;
  readonly #faults: { readonly offset: number; readonly message: string }[] = [];
  readonly #sources = new Map<string, Source>();
  readonly #kept = new Map<string, { readonly attributes: readonly XmlAttribute[]; readonly children: readonly KeptNode[] }>();

  /** What the file shows of it; its bytes are no part of a personality. */
  portrait: Picture | undefined;

  constructor(faultAt: (offset: number, message: string) => Fault) {
    this.#faultAt = faultAt;
  }

  /** Nothing is wrong so far. */
  get isClean(): boolean {
    return this.#faults.length === 0;
  }

  /** All that is wrong, in the order of the file. */
  get faults(): readonly Fault[] {
    const unlike = new Map(this.#faults.map((fault) => [`${fault.offset} ${fault.message}`, fault]));
    return [...unlike.values()].toSorted((a, b) => a.offset - b.offset).map(({ offset, message }) => this.#faultAt(offset, message));
  }

  /** What is kept, by place and in a fixed order, so that reading what was written gives the same. */
  get kept(): readonly KeptNode[] {
    return [...this.#kept]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([place, { attributes, children }]) => {
        const holder = keptElement(place, attributes, []);
        return { ...holder, children: [...holder.children, ...children] };
      });
  }

  /** Notes that something is wrong at an element. */
  blame(element: XmlElement, message: string): void {
    this.#faults.push({ offset: element.offset, message });
  }

  /** As `blame`, with the attribute in front: `<trait name="warmht"> must be …`. */
  blameAttribute(element: XmlElement, attribute: string, message: string): void {
    this.blame(element, `${labelOf(element, attribute)} ${message}`);
  }

  /** Remembers where the value at this path of a personality came from, so that the schema's complaint finds its place. */
  note(path: readonly (string | number)[], element: XmlElement, attribute?: string): void {
    this.#sources.set(path.join('.'), { offset: element.offset, label: labelOf(element, attribute) });
  }

  /** Turns the schema's complaints into faults at the elements that the values came from. */
  blameIssues(issues: readonly z.core.$ZodIssue[]): void {
    for (const issue of issues) {
      const source = this.#sourceOf(issue.path.map(String));
      this.#faults.push({ offset: source.offset, message: `${source.label} ${explainIssue(issue)}` });
    }
  }

  #sourceOf(path: readonly string[]): Source {
    for (let length = path.length; length >= 0; length -= 1) {
      const source = this.#sources.get(path.slice(0, length).join('.'));
      if (source !== undefined) return source;
    }
    return { offset: 0, label: path.join('.') };
  }

  /** Keeps nodes of a place that were found there in this order. */
  keep(place: string, nodes: readonly XmlNode[]): void {
    if (nodes.length > 0) this.keepNodes(place, nodes.map(toKept));
  }

  keepNodes(place: string, nodes: readonly KeptNode[]): void {
    const { attributes, children } = this.#kept.get(place) ?? { attributes: [], children: [] };
    this.#kept.set(place, { attributes, children: [...children, ...nodes] });
  }

  /** Goes through an element that holds elements. White space between them is layout; all else that is not known is kept before what follows it. */
  walk({ element, place, attributes = [], child = () => undefined }: Walk): void {
    this.#keepAttributes(element, place, attributes);
    let pending: XmlNode[] = [];
    for (const node of element.children) {
      const known = node.kind === 'element' ? child(node) : undefined;
      if (known !== undefined) {
        this.keep(beforePlace(known), pending);
        pending = [];
      } else if (node.kind !== 'text') pending.push(node);
      else if (withoutOuterSpace(node.text) !== '') pending.push({ kind: 'text', text: withoutOuterSpace(node.text) });
    }
    this.keep(place, pending);
  }

  /** The text of an element that holds text. What else stands in it is kept at its end. */
  text(element: XmlElement, place: string, attributes: readonly string[] = []): string {
    this.#keepAttributes(element, place, [...attributes, 'xml:space']);
    this.keep(
      place,
      element.children.filter((node) => node.kind !== 'text'),
    );
    return attributeOf(element, 'xml:space') === 'preserve' ? rawText(element) : tidyText(rawText(element));
  }

  #keepAttributes(element: XmlElement, place: string, known: readonly string[]): void {
    const unknown = element.attributes.filter(({ name }) => !known.includes(name));
    if (unknown.length === 0) return;
    this.#kept.set(place, { attributes: unknown, children: this.#kept.get(place)?.children ?? [] });
  }
}

/** `<trait value="very">`, cut where the file is not to be believed. */
function labelOf(element: XmlElement, attribute: string | undefined): string {
  if (attribute === undefined) return `<${shortened(element.name)}>`;
  return `<${shortened(element.name)} ${attribute}="${shortened(attributeOf(element, attribute) ?? '')}">`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}
