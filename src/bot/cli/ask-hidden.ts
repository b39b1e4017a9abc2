import type { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';

/** What stands for a secret, however long it is. */
const mask = '•••••••';

export type HiddenInput = Pick<ReadStream, 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>;

/** Asks for one line that is not shown, typed or pasted; undefined when Ctrl-C or Ctrl-D ended it. */
export async function askHidden(prompt: string, input: HiddenInput, output: Pick<Writable, 'write'>): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const decoder = new TextDecoder();
  let typed = '';
  const take = (chunk: Uint8Array): void => {
    // Arrow keys and the marks around a paste are no part of it.
    const keys = stripVTControlCharacters(decoder.decode(chunk, { stream: true }));
    for (const key of keys) {
      if (key === '\r' || key === '\n') return resolve(typed);
      if (key === '\u0003' || (key === '\u0004' && typed === '')) return resolve(undefined);
      if (key === '\u007f' || key === '\b') typed = [...typed].slice(0, -1).join('');
      else if (key === '\u0015') typed = '';
      else if (key >= ' ') typed += key;
    }
  };
  // Before the prompt: until then the terminal itself echoes, and somebody may be quick.
  input.setRawMode(true);
  input.on('data', take);
  input.resume();
  output.write(prompt);
  try {
    const answer = await promise;
    output.write(`${answer === undefined || answer === '' ? '' : mask}\n`);
    return answer;
  } finally {
    input.off('data', take);
    input.setRawMode(false);
    input.pause();
  }
}
