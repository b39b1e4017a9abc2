import type { KeptNode } from '../personality.ts';
import type { XmlAttribute, XmlNode } from './xml-node.ts';

/** A node that we have no word for, as it is kept: whole and with its white space. */
export function toKept(node: XmlNode): KeptNode {
  if (node.kind === 'text') return leaf('#text', node.text);
  if (node.kind === 'comment') return leaf('#comment', node.text);
  if (node.kind === 'instruction') return leaf(`?${node.target}`, node.text);
  return keptElement(node.name, node.attributes, node.children.map(toKept));
}

/** An element of kept parts. Text that it begins with is its `text`, so that there is one way to keep it. */
export function keptElement(name: string, attributes: readonly XmlAttribute[], children: readonly KeptNode[]): KeptNode {
  const [first] = children;
  const hasText = first?.name === '#text';
  return {
    name,
    attributes: Object.fromEntries(attributes.filter(({ name: key }) => key !== '__proto__').map(({ name: key, value }) => [key, value])),
    text: hasText ? first.text : '',
    children: [
      // An object cannot carry this name safely through every copy; a node can.
      ...attributes.filter(({ name: key }) => key === '__proto__').map(({ value }) => leaf('@__proto__', value)),
      ...(hasText ? children.slice(1) : children),
    ],
  };
}

function leaf(name: string, text: string): KeptNode {
  return { name, attributes: {}, text, children: [] };
}
