import type { ShownAction } from '../../../core/answers/action.ts';

/** What a typed number presses; `number` without `token`: it was meant to press something that is not there. */
export interface Press {
  readonly number: number;
  readonly token?: string;
}

/** What was last shown to be pressed, for those who can only type its number. */
export interface ShownActions {
  /** These stand on the screen now; nothing to press changes nothing. */
  show(actions: readonly ShownAction[] | undefined): void;
  /** Somebody said something since: a bare number is a word again. */
  said(): void;
  /** `/1` always presses; a bare `1` only while nothing has been said since, and only if there is such a thing. */
  read(line: string): Press | undefined;
}

export function createShownActions(): ShownActions {
  let shown: readonly ShownAction[] = [];
  let isFresh = false;
  return {
    show(actions = []) {
      if (actions.length === 0) return;
      shown = actions;
      isFresh = true;
    },
    said() {
      isFresh = false;
    },
    read(line) {
      const typed = /^(?<slash>\/?)(?<number>\d{1,3})$/.exec(line.trim())?.groups;
      if (typed === undefined) return undefined;
      const number = Number(typed['number']);
      const token = shown[number - 1]?.token;
      if (typed['slash'] === '') return isFresh && token !== undefined ? { number, token } : undefined;
      return token === undefined ? { number } : { number, token };
    },
  };
}
