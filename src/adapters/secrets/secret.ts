const shown = '[secret]';

/** A secret in memory. Whatever prints, logs or serialises it writes `[secret]`; only `reveal` gives it away. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The secret itself, for the one call that needs it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [Symbol.toPrimitive](): string {
    return shown;
  }

  /** What `console.log` and test reports show. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return shown;
  }
}
