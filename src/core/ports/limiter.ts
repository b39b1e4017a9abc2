/** Counts what is used up in a window of time; the windows stand in memory and are filled from the store when they are first looked at. */
export interface Limiter {
  /**
   * Takes `points` if the window has them left. Otherwise nothing is taken and it says how long until it would fit, milliseconds. `used`: what is
   * known to be gone of the window when it is first opened.
   */
  take(window: LimitWindow, points: number): Promise<{ readonly ok: true } | { readonly ok: false; readonly waitMs: number }>;
  /** What has been used after all: may go beyond the limit. */
  add(window: LimitWindow, points: number): Promise<void>;
}

export interface LimitWindow {
  /** What is counted and for whom, opaque. */
  readonly key: string;
  readonly limit: number;
  readonly ms: number;
  /** Read once, when the window is opened. */
  used?(): Promise<number>;
}
