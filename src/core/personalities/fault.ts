/** One thing wrong with a personality file, where its author finds it. Line and column count from 1 and point at the element's `<`. */
export interface Fault {
  readonly line: number;
  readonly column: number;
  /** What is wrong and what would be right: `<trait value="very"> must be 0 to 100`. */
  readonly message: string;
}

/** A fault with its place in front, as people read it; without a full stop, since more may follow. */
export function locatedFault(file: string, { line, column, message }: Fault): string {
  return `${file} line ${line}, column ${column}: ${message}`;
}
