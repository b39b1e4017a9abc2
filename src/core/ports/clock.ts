/** Time, chance and identity. The engine takes all three from here, so that a test can hold them still. */
export interface Clock {
  /** Milliseconds since the epoch (UTC). */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
  /** A new id: 26 characters, sortable by time of making, unique across processes. */
  id(): string;
}
