/** Something that takes its turn: a transaction, or the opening of a database. */
export interface Turn {
  /** Does one piece of its work; true when it is over, or what has to follow at once. */
  step(): boolean | Turn;
}

/**
 * One after the other, whatever they touch: what SQLite does anyway.
 * Each step is a task of its own, so that every promise that hangs on the last answer has run before the next step looks for requests.
 */
export class TransactionQueue {
  readonly #turns: Turn[] = [];
  #isRunning = false;

  add(turn: Turn): void {
    this.#turns.push(turn);
    if (this.#isRunning) return;
    this.#isRunning = true;
    setImmediate(() => this.#run());
  }

  #run(): void {
    const turn = this.#turns[0];
    if (turn === undefined) {
      this.#isRunning = false;
      return;
    }
    // Even when a listener throws, the others get their turn.
    setImmediate(() => this.#run());
    const done = turn.step();
    if (done === true) this.#turns.shift();
    else if (done !== false) this.#turns[0] = done;
  }
}
