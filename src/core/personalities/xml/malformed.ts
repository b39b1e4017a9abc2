/** Thrown inside the XML parser, which turns it into a fault at its place; it never leaves this folder. */
export class Malformed extends Error {
  /** UTF-16 units before the place at fault. */
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.name = 'Malformed';
    this.offset = offset;
  }
}
