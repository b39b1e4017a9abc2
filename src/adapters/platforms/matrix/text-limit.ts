import { longestBody } from './outgoing.ts';

/** Less than this no homeserver refuses for its length. */
const leastMost = 500;

/** How much text one message may hold: what every homeserver takes, until one refuses it. A run that knows nothing of that learns it anew. */
export interface TextLimit {
  /** UTF-16 units. */
  readonly most: number;
  /** A message with so much text was too large. */
  refuse(length: number): void;
}

export function createTextLimit(): TextLimit {
  let most = longestBody;
  return {
    get most() {
      return most;
    },
    refuse(length) {
      most = Math.max(leastMost, Math.floor(Math.min(most, length) / 2));
    },
  };
}
