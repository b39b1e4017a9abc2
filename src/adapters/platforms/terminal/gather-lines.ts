import { type TerminalIo, write } from './terminal-io.ts';

export interface GatheredLines {
  /** Written with all the others that come before the event loop turns: a pipe takes a hundred lines as quickly as one. */
  soon(line: string): Promise<void>;
  /** Written now, after all that came before. */
  now(line: string): Promise<void>;
}

/** Lines for one output, in the order they came. */
export function gatherLines(output: TerminalIo['output']): GatheredLines {
  let gathered = '';
  let turn: Promise<void> | undefined;

  function flush(more = ''): Promise<void> {
    const text = gathered + more;
    gathered = '';
    return text === '' ? Promise.resolve() : write(output, text);
  }

  return {
    soon(line) {
      gathered += line;
      turn ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        turn = undefined;
        return flush();
      });
      return turn;
    },
    now: flush,
  };
}
