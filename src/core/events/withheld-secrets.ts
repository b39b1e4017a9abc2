import type { Json } from '../answers/json.ts';

type Values = Readonly<Record<string, Json>>;

/** Secrets on their way from a form to its command: in memory alone, so that none ever lies in the inbox, and gone with the process. */
export interface WithheldSecrets {
  hold(turn: string, values: Values): void;
  /** Once; undefined: the process that took them in is gone. */
  take(turn: string): Values | undefined;
}

export function createWithheldSecrets(): WithheldSecrets {
  const held = new Map<string, Values>();
  return {
    hold: (turn, values) => void held.set(turn, values),
    take(turn) {
      const values = held.get(turn);
      held.delete(turn);
      return values;
    },
  };
}
