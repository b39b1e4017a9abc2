import type { Picture } from '../../pictures/picture.ts';
import type { KeptNode, Personality } from '../personality.ts';
import { type Branch, canonicalTree } from './canonical-tree.ts';
import { escapeText, quoteAttribute } from './escape-xml.ts';
import { afterRoot, beforePlace } from './kept-places.ts';
import { xmlLimits } from './parse-xml.ts';
import { placeKept } from './place-kept.ts';
import { textBytes } from './text-bytes.ts';
import { tidyText } from './tidy-text.ts';
import { writeKept, writeKeptAttributes } from './write-kept.ts';

/** A personality as its XML file, with the bytes of its portrait where it has one: the same for the same personality, and reading it gives the same again. */
export function writePersonality(personality: Personality, portrait?: Picture): string {
  const tree = canonicalTree(personality, portrait);
  const kept = placeKept(personality.kept, tree);
  const indented = new Writer(kept, '  ').document(tree);
  // What was read from a dense file must be readable again.
  return textBytes(indented) <= xmlLimits.bytes ? indented : new Writer(kept, '').document(tree);
}

class Writer {
  readonly #kept: ReadonlyMap<string, KeptNode>;
  readonly #indent: string;

  constructor(kept: ReadonlyMap<string, KeptNode>, indent: string) {
    this.#kept = kept;
    this.#indent = indent;
  }

  document(tree: Branch): string {
    const after = this.#nodesAt(afterRoot).map((node) => this.#line(0, writeKept(node)));
    return `<?xml version="1.0" encoding="UTF-8"?>\n${this.#branch(tree, 0)}${after.join('')}${this.#indent === '' ? '\n' : ''}`;
  }

  #branch(branch: Branch, depth: number): string {
    const { tag, place, text, branches = [] } = branch;
    const before = this.#nodesAt(beforePlace(place)).map((node) => this.#line(depth, writeKept(node)));
    if (depth === 1 && before.length === 0 && isEmpty(branch) && !this.#kept.has(place)) return '';
    const opening = `${tag}${this.#attributes(branch)}`;
    if (text !== undefined) {
      const inner = escapeText(text) + this.#nodesAt(place).map(writeKept).join('');
      return before.join('') + this.#line(depth, inner === '' ? `<${opening}/>` : `<${opening}>${inner}</${tag}>`);
    }
    const inner =
      branches.map((child) => this.#branch(child, depth + 1)).join('') +
      this.#nodesAt(place)
        .map((node) => this.#line(depth + 1, writeKept(node)))
        .join('');
    if (inner === '') return before.join('') + this.#line(depth, `<${opening}/>`);
    return before.join('') + this.#line(depth, `<${opening}>`) + inner + this.#line(depth, `</${tag}>`);
  }

  #attributes({ attributes, place, text }: Branch): string {
    const own = [...attributes, ...(text === undefined || tidyText(text) === text ? [] : [['xml:space', 'preserve'] as const])];
    const written = own.map(([name, value]) => ` ${name}=${quoteAttribute(String(value))}`).join('');
    const kept = this.#kept.get(place);
    return kept === undefined
      ? written
      : written +
          writeKeptAttributes(
            kept,
            own.map(([name]) => name),
          );
  }

  #nodesAt(place: string): readonly KeptNode[] {
    return (this.#kept.get(place)?.children ?? []).filter(({ name }) => !name.startsWith('@'));
  }

  #line(depth: number, content: string): string {
    return this.#indent === '' ? content : `${this.#indent.repeat(depth)}${content}\n`;
  }
}

function isEmpty({ attributes, text = '', branches = [] }: Branch): boolean {
  return attributes.length === 0 && text === '' && branches.length === 0;
}
