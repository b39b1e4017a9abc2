export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
}

export interface XmlElement {
  readonly kind: 'element';
  readonly name: string;
  /** In the order of the file, each name once; a list, so that no name can mean anything to JavaScript. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  /** UTF-16 units before its `<`. */
  readonly offset: number;
}

/** Text, decoded; what stood in CDATA and beside it is one. */
export interface XmlText {
  readonly kind: 'text';
  readonly text: string;
}

export interface XmlComment {
  readonly kind: 'comment';
  readonly text: string;
}

/** `<?target text?>`, kept for others; it means nothing to us. */
export interface XmlInstruction {
  readonly kind: 'instruction';
  readonly target: string;
  readonly text: string;
}

export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction;

/** A whole file: what stood before the root, the root, what stood after it. */
export interface XmlDocument {
  readonly before: readonly XmlNode[];
  readonly root: XmlElement;
  readonly after: readonly XmlNode[];
}

/** The value of an attribute, undefined when it is not there. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name)?.value;
}

/** The elements directly inside, those of one name when it is given. */
export function elementsIn(element: XmlElement, name?: string): readonly XmlElement[] {
  return element.children.filter((node) => node.kind === 'element').filter((child) => name === undefined || child.name === name);
}

/** The text directly inside, without that of elements. */
export function rawText(element: XmlElement): string {
  return element.children.map((node) => (node.kind === 'text' ? node.text : '')).join('');
}
