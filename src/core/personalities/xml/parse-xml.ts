import type { Fault } from '../fault.ts';
import { createPlaces } from './create-places.ts';
import { decodeReferences, flattenLines, unifyLineEnds } from './decode-references.ts';
import { Malformed } from './malformed.ts';
import { refuseForeignText } from './refuse-foreign-text.ts';
import { isSpace, nameAt } from './xml-characters.ts';
import type { XmlAttribute, XmlDocument, XmlNode } from './xml-node.ts';

/** A personality is a few pages of text; what is far beyond that is a mistake or an attack. `file`: with a portrait, or something that was meant for one. */
export const xmlLimits = { bytes: 256 * 1024, file: 3 * 1024 * 1024, depth: 32, parts: 20_000 } as const;

/** A file as a tree with a way to point into it, or the first thing that makes it no XML. */
export type ParsedXml =
  | { readonly ok: true; readonly document: XmlDocument; readonly faultAt: (offset: number, message: string) => Fault }
  | { readonly ok: false; readonly fault: Fault };

/**
 * A strict XML parser for what personalities need: elements, attributes, text, CDATA, comments. No document type, hence no
 * entities of one's own and nothing to fetch. One pass; every element knows where it stands. fast-xml-parser was measured first:
 * it gives an unclosed element the place 1:1, lets control characters, `<` in attributes and `]]>` in text pass, throws at names
 * like `__proto__` without a place, and needs a second pass to notice mismatched tags.
 */
export function parseXml(file: string): ParsedXml {
  const xml = file.startsWith('\uFEFF') ? file.slice(1) : file;
  const placeOf = createPlaces(xml);
  const faultAt = (offset: number, message: string): Fault => ({ ...placeOf(offset), message: shortened(message) });
  try {
    if (xml.length > xmlLimits.file) throw new Malformed(0, `the file is larger than ${xmlLimits.bytes / 1024} KiB`);
    refuseForeignText(xml, xmlLimits.bytes);
    return { ok: true, document: new Parser(xml).document(), faultAt };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { ok: false, fault: faultAt(error.offset, error.message) };
  }
}

interface OpenElement {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlNode[];
  readonly offset: number;
}

class Parser {
  readonly #xml: string;
  #at = 0;
  #parts = 0;
  #root: OpenElement | undefined;
  readonly #open: OpenElement[] = [];
  readonly #before: XmlNode[] = [];
  readonly #after: XmlNode[] = [];

  constructor(xml: string) {
    this.#xml = xml;
  }

  document(): XmlDocument {
    while (this.#at < this.#xml.length) this.#step();
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) throw new Malformed(unclosed.offset, `<${unclosed.name}> is never closed`);
    if (this.#root === undefined) throw new Malformed(0, 'the file holds no element');
    return { before: this.#before, root: this.#root, after: this.#after };
  }

  #step(): void {
    if (!this.#sees('<')) this.#text();
    else if (this.#sees('</')) this.#close();
    else if (this.#sees('<!--')) this.#comment();
    else if (this.#sees('<![CDATA[')) this.#cdata();
    else if (this.#sees('<?')) this.#instruction();
    else if (this.#sees('<!')) throw new Malformed(this.#at, 'a DOCTYPE or ENTITY is not allowed');
    else this.#element();
  }

  /** Where what is read now belongs. */
  get #siblings(): XmlNode[] {
    return this.#open.at(-1)?.children ?? (this.#root === undefined ? this.#before : this.#after);
  }

  #sees(start: string): boolean {
    return this.#xml.startsWith(start, this.#at);
  }

  /** What stands between `start`, which is here, and `end`, which must come; goes on behind it. */
  #between(start: string, end: string): string {
    const from = this.#at + start.length;
    const found = this.#xml.indexOf(end, from);
    if (found < 0) throw new Malformed(this.#at, `${start} is never closed by ${end}`);
    this.#at = found + end.length;
    return unifyLineEnds(this.#xml.slice(from, found));
  }

  #skipSpace(): boolean {
    const start = this.#at;
    while (isSpace(this.#xml[this.#at])) this.#at += 1;
    return this.#at > start;
  }

  /** The name that must stand here; goes on behind it. */
  #name(start: number, what: string): string {
    const name = nameAt(this.#xml, this.#at);
    if (name === '') throw new Malformed(start, `${what} must have a name here; a bare < in text is written &lt;`);
    this.#at += name.length;
    return name;
  }

  #count(offset: number): void {
    this.#parts += 1;
    if (this.#parts > xmlLimits.parts) throw new Malformed(offset, `the file holds more than ${xmlLimits.parts} elements and attributes`);
  }

  #text(): void {
    const start = this.#at;
    const end = this.#xml.indexOf('<', start);
    this.#at = end < 0 ? this.#xml.length : end;
    const raw = this.#xml.slice(start, this.#at);
    const cut = raw.indexOf(']]>');
    if (cut >= 0) throw new Malformed(start + cut, ']]> in text must be written ]]&gt;');
    if (this.#open.length > 0) this.#addText(decodeReferences({ text: raw, offset: start, plain: unifyLineEnds }), start);
    else {
      // Outside the root white space means nothing, and nothing else may stand there.
      const firstLetter = raw.search(/[^\t\n\r ]/);
      if (firstLetter >= 0) this.#addText(raw, start + firstLetter);
    }
  }

  #cdata(): void {
    const start = this.#at;
    this.#addText(this.#between('<![CDATA[', ']]>'), start);
  }

  #addText(text: string, offset: number): void {
    if (this.#open.length === 0) throw new Malformed(offset, 'text must stand inside the first element');
    const siblings = this.#siblings;
    const last = siblings.at(-1);
    if (last?.kind === 'text') siblings[siblings.length - 1] = { kind: 'text', text: last.text + text };
    else if (text !== '') siblings.push({ kind: 'text', text });
  }

  #comment(): void {
    const start = this.#at;
    this.#count(start);
    const text = this.#between('<!--', '-->');
    if (text.includes('--') || text.endsWith('-')) throw new Malformed(start, 'a comment must not hold --');
    this.#siblings.push({ kind: 'comment', text });
  }

  #instruction(): void {
    const start = this.#at;
    this.#count(start);
    const inner = this.#between('<?', '?>');
    const target = nameAt(inner, 0);
    if (target === '' || (target.length < inner.length && !isSpace(inner[target.length])))
      throw new Malformed(start, '<? must have a name');
    const text = inner.slice(target.length).replace(/^[\t\n\r ]+/, '');
    if (target.toLowerCase() !== 'xml') this.#siblings.push({ kind: 'instruction', target, text });
    else this.#declaration(text, start);
  }

  #declaration(text: string, start: number): void {
    if (this.#root !== undefined || this.#before.length > 0) throw new Malformed(start, '<?xml must stand at the very beginning');
    const encoding = /\bencoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1] ?? 'UTF-8';
    // The text is decoded already: another encoding means that it was decoded wrongly.
    if (!/^(?:utf-?8|us-ascii)$/i.test(encoding)) throw new Malformed(start, `the file says it is ${encoding}: save it as UTF-8`);
  }

  #element(): void {
    const offset = this.#at;
    this.#count(offset);
    if (this.#open.length === 0 && this.#root !== undefined) throw new Malformed(offset, 'there must be one outermost element only');
    if (this.#open.length >= xmlLimits.depth) throw new Malformed(offset, `elements are nested deeper than ${xmlLimits.depth} levels`);
    this.#at += 1;
    const name = this.#name(offset, 'an element');
    const element: OpenElement = { kind: 'element', name, attributes: this.#attributes(offset, name), children: [], offset };
    if (this.#open.length === 0) this.#root = element;
    else this.#siblings.push(element);
    const isClosed = this.#sees('/>');
    this.#at += isClosed ? 2 : 1;
    if (!isClosed) this.#open.push(element);
  }

  /** The attributes up to `>` or `/>`, which is left to be read. */
  #attributes(offset: number, element: string): readonly XmlAttribute[] {
    const attributes: XmlAttribute[] = [];
    const seen = new Set<string>();
    for (;;) {
      const hasSpace = this.#skipSpace();
      if (this.#sees('>') || this.#sees('/>')) return attributes;
      if (this.#at >= this.#xml.length) throw new Malformed(offset, `<${element} is never closed by >`);
      if (!hasSpace) throw new Malformed(offset, `<${element}> must have a space before each attribute`);
      this.#count(offset);
      const name = this.#name(offset, `an attribute of <${element}>`);
      if (seen.has(name)) throw new Malformed(offset, `<${element}> has the attribute ${name} twice`);
      seen.add(name);
      attributes.push({ name, value: this.#value(offset, name) });
    }
  }

  #value(offset: number, name: string): string {
    this.#skipSpace();
    const equals = this.#sees('=');
    if (equals) this.#at += 1;
    this.#skipSpace();
    const quote = this.#xml[this.#at];
    if (!equals || (quote !== '"' && quote !== "'")) throw new Malformed(offset, `the attribute ${name} must have a value in quotes`);
    const start = this.#at + 1;
    const end = this.#xml.indexOf(quote, start);
    if (end < 0) throw new Malformed(offset, `the attribute ${name} is never closed by ${quote}`);
    const raw = this.#xml.slice(start, end);
    if (raw.includes('<')) throw new Malformed(offset, `the attribute ${name} must write < as &lt;`);
    this.#at = end + 1;
    return decodeReferences({ text: raw, offset: start, plain: flattenLines });
  }

  #close(): void {
    const offset = this.#at;
    this.#at += 2;
    const name = this.#name(offset, 'a closing tag');
    this.#skipSpace();
    if (!this.#sees('>')) throw new Malformed(offset, `</${name} is never closed by >`);
    this.#at += 1;
    const element = this.#open.pop();
    if (element === undefined) throw new Malformed(offset, `</${name}> closes nothing`);
    if (element.name !== name) throw new Malformed(offset, `</${name}> stands where </${element.name}> must close`);
  }
}

/** Names in a message come from the file and may be as long as it. */
function shortened(message: string): string {
  return message.length <= 300 ? message : `${message.slice(0, 299)}…`;
}
