import type { KeptNode } from '../personality.ts';
import { keptElement, toKept } from './to-kept.ts';
import { withoutOuterSpace } from './xml-characters.ts';
import type { XmlAttribute, XmlElement, XmlNode } from './xml-node.ts';

/** Notes which parts of an older file have found a home of their own; the rest is kept as it stood. */
export class Leftovers {
  readonly #taken = new Set<XmlNode | XmlAttribute>();

  /** This attribute has a home: its value is written there, letter by letter. */
  takeAttribute(element: XmlElement, name: string): void {
    for (const attribute of element.attributes) if (attribute.name === name) this.#taken.add(attribute);
  }

  /** The text of this element has a home. */
  takeText(element: XmlElement): void {
    for (const node of element.children) if (node.kind === 'text') this.#taken.add(node);
  }

  /** What has no home, under another name; undefined when all has one. */
  keep(element: XmlElement, name: string): KeptNode | undefined {
    const attributes = element.attributes.filter((attribute) => !this.#taken.has(attribute));
    const children = this.#children(element);
    const isEmptied = attributes.length === 0 && children.every(isLayout) && (element.attributes.length > 0 || element.children.length > 0);
    return isEmptied ? undefined : keptElement(name, attributes, children);
  }

  /** An element that is gone takes the white space in front of it along. */
  #children(element: XmlElement): readonly KeptNode[] {
    const children: KeptNode[] = [];
    for (const node of element.children) {
      if (this.#taken.has(node)) continue;
      const kept = node.kind === 'element' ? this.keep(node, node.name) : toKept(node);
      const last = children.at(-1);
      if (kept === undefined) {
        if (last !== undefined && isLayout(last)) children.pop();
      } else if (last?.name === '#text' && kept.name === '#text') {
        children[children.length - 1] = { ...last, text: last.text + kept.text };
      } else children.push(kept);
    }
    return children;
  }
}

function isLayout(node: KeptNode): boolean {
  return node.name === '#text' && withoutOuterSpace(node.text) === '';
}
