/** Names in their order, as a `DOMStringList`. */
export class NameList {
  readonly #names: readonly string[];

  constructor(names: Iterable<string>) {
    this.#names = [...names].toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  }

  get length(): number {
    return this.#names.length;
  }

  item(place: number): string | null {
    return this.#names[place] ?? null;
  }

  contains(name: string): boolean {
    return this.#names.includes(name);
  }

  [Symbol.iterator](): IterableIterator<string> {
    return this.#names[Symbol.iterator]();
  }
}
