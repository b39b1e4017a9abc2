/** Why a running turn was told to end: a person said stop, the question was deleted or edited, or the bot shuts down. */
export type StopCause = 'stopped' | 'deleted' | 'edited' | 'shutdown';

/** The reason of a turn's abort signal. */
export class TurnStopped extends Error {
  readonly by: StopCause;

  constructor(by: StopCause) {
    super(`turn ended: ${by}`);
    this.name = 'TurnStopped';
    this.by = by;
  }
}
