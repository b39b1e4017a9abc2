import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Clock } from '../../../core/ports/clock.ts';
import { printable } from './printable.ts';
import type { TerminalIo } from './terminal-io.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 80;
const promptText = 'you  › ';
const eraseLine = '\r\u001b[2K';

/** The screen of one person: a prompt to type at, and answers that grow above it. */
export interface TtyScreen {
  readonly lines: Interface;
  /** A whole line of the bot's own, above the prompt. */
  note(text: string): void;
  /** Shows that an answer is being made. */
  spin(on: boolean): void;
  /** A line that was sent while another answer was being written: it is shown above its own. */
  echo(line: string): void;
  /** The answer so far; only what is new is written. */
  grow(id: string, head: string, text: string): void;
  /** The answer is whole; the prompt comes back with what was typed meanwhile. */
  end(id: string): void;
  prompt(): void;
  close(): void;
}

export function createTtyScreen(io: TerminalIo, options: { readonly clock: Clock; readonly colour: boolean }): TtyScreen {
  const { output } = io;
  // Nothing can be typed before the first prompt.
  let isMuted = true;
  let isClosed = false;
  let spinner: AbortController | undefined;
  let growing: { readonly id: string; shown: string } | undefined;

  // readline draws the typed line itself; while an answer is written it must not, and draws it anew afterwards.
  const typed = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isMuted) output.write(chunk);
      done();
    },
  });
  Object.defineProperties(typed, { columns: { get: () => output.columns ?? 80 }, isTTY: { value: true } });
  output.on('resize', () => typed.emit('resize'));
  const lines = createInterface({
    input: io.input,
    output: typed,
    terminal: true,
    prompt: promptText,
    historySize: 200,
    removeHistoryDuplicates: true,
  });
  lines.on('close', () => {
    isClosed = true;
    isMuted = true;
  });

  const style = (code: number, text: string): string => (options.colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const bold = 1;
  const dim = 2;

  async function turn(signal: AbortSignal): Promise<void> {
    for (let frame = 0; !signal.aborted; frame += 1) {
      output.write(`${eraseLine}${style(dim, frames[frame % frames.length] ?? '')}`);
      await options.clock.sleep(frameMs, signal).catch(() => undefined);
    }
  }

  function stopSpinner(): void {
    if (spinner === undefined) return;
    spinner.abort();
    spinner = undefined;
    output.write(eraseLine);
  }

  function prompt(): void {
    if (isClosed || growing !== undefined || spinner !== undefined) return;
    // What was typed unseen took no rows; readline believes it did and would climb into the answer.
    if (isMuted) Reflect.set(lines, 'prevRows', 0);
    isMuted = false;
    lines.prompt(true);
  }

  /** Makes room for a line of ours where the typed line stands, however many rows it takes. */
  function eraseTyped(): void {
    if (isMuted) return;
    const { rows } = lines.getCursorPos();
    output.write(`${rows === 0 ? '' : `\u001b[${rows}A`}\r\u001b[J`);
    Reflect.set(lines, 'prevRows', 0);
  }

  return {
    lines,
    note(text) {
      if (growing !== undefined) output.write('\n');
      else if (spinner !== undefined) output.write(eraseLine);
      else eraseTyped();
      output.write(`${style(dim, printable(text))}\n`);
      if (!isMuted) lines.prompt(true);
    },
    spin(on) {
      if (!on) return stopSpinner();
      if (spinner !== undefined || growing !== undefined) return;
      isMuted = true;
      spinner = new AbortController();
      void turn(spinner.signal);
    },
    echo(line) {
      stopSpinner();
      eraseTyped();
      output.write(`${promptText}${printable(line)}\n`);
    },
    grow(id, head, text) {
      const clean = printable(text);
      eraseTyped();
      isMuted = true;
      stopSpinner();
      if (growing?.id !== id || !clean.startsWith(growing.shown)) {
        if (growing !== undefined) output.write('\n');
        growing = { id, shown: '' };
        output.write(`${style(bold, head)}  `);
      }
      output.write(clean.slice(growing.shown.length));
      growing.shown = clean;
    },
    end(id) {
      stopSpinner();
      if (growing?.id === id) {
        growing = undefined;
        output.write('\n');
      }
    },
    prompt,
    close() {
      stopSpinner();
      isMuted = true;
      lines.close();
      output.write('\n');
    },
  };
}
