import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Choice } from '../../../core/answers/choice.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { completeLine } from './complete-line.ts';
import type { TypedKey } from './edit-line.ts';
import { createFieldArea } from './field-area.ts';
import type { FieldView } from './lay-out-field.ts';
import { printable } from './printable.ts';
import type { TerminalIo } from './terminal-io.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 80;
const promptText = 'you  › ';
/** A terminal marks what was pasted, so that a line break in it is text and no Enter. */
const pasteMarked = '\u001b[?2004h';
const pasteAsKeys = '\u001b[?2004l';
const eraseLine = '\r\u001b[2K';

/** The screen of one person: a prompt to type at, and answers that grow above it. */
export interface TtyScreen {
  readonly lines: Interface;
  /** A whole line of the bot's own, above the prompt. */
  note(text: string): void;
  /** Shows that an answer is being made, and how far it is; the same line is written anew. */
  spin(on: boolean, how?: string): void;
  /** A line that was sent while another answer was being written: it is shown above its own. */
  echo(line: string): void;
  /** The answer so far; only what is new is written. */
  grow(id: string, head: string, text: string): void;
  /** The answer is whole; the prompt comes back with what was typed meanwhile. */
  end(id: string): void;
  prompt(): void;
  /** While somebody else takes the keys: a field of a form at the bottom; undefined takes it away. */
  field(view: FieldView | undefined): void;
  /** Whoever gets the keys instead of the prompt, which goes away; undefined gives them back. */
  takeKeys(taker: ((key: TypedKey) => void) | undefined): void;
  close(): void;
}

export interface TtyScreenOptions {
  readonly clock: Clock;
  readonly colour: boolean;
  /** How a line that is being typed may go on. */
  suggest(line: string): Promise<readonly Choice[]>;
}

/** The screen around readline's prompt. */
export function createTtyScreen(io: TerminalIo, options: TtyScreenOptions): TtyScreen {
  const { output } = io;
  // Nothing can be typed before the first prompt.
  let isMuted = true;
  let isClosed = false;
  let spinner: AbortController | undefined;
  let progress = '';
  let growing: { readonly id: string; shown: string } | undefined;

  // readline draws the typed line itself; while an answer is written it must not, and draws it anew afterwards.
  const typed = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isMuted) output.write(chunk);
      done();
    },
  });
  Object.defineProperties(typed, { columns: { get: () => output.columns ?? 80 }, isTTY: { value: true } });
  const area = createFieldArea(output);
  output.on('resize', () => {
    typed.emit('resize');
    if (area.isOpen) area.draw();
  });
  const lines = createInterface({
    input: io.input,
    output: typed,
    terminal: true,
    prompt: promptText,
    historySize: 200,
    removeHistoryDuplicates: true,
    completer: (line: string, done: (fault: null, found: [string[], string]) => void) => void complete(line, done),
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
      const shown = `${frames[frame % frames.length] ?? ''} ${progress}`.trimEnd().slice(0, (output.columns ?? 80) - 1);
      output.write(`${eraseLine}${style(dim, shown)}`);
      await options.clock.sleep(frameMs, signal).catch(() => undefined);
    }
  }

  /** Tab, while the prompt is there; what there is to choose from stands above it. */
  async function complete(line: string, done: (fault: null, found: [string[], string]) => void): Promise<void> {
    const choices = isMuted || !line.startsWith('/') ? [] : await options.suggest(line).catch(() => []);
    if (isClosed) return;
    const completed = completeLine(line, choices);
    if (completed.list.length > 0) note(completed.list.join('\n'));
    done(null, [completed.line === line ? [] : [completed.line], line]);
  }

  function stopSpinner(): void {
    if (spinner === undefined) return;
    spinner.abort();
    spinner = undefined;
    output.write(eraseLine);
  }

  function prompt(): void {
    if (isClosed || area.isOpen || growing !== undefined || spinner !== undefined) return;
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

  function note(text: string): void {
    if (growing !== undefined) output.write('\n');
    else if (spinner !== undefined) output.write(eraseLine);
    else if (area.isOpen) area.erase();
    else eraseTyped();
    output.write(`${style(dim, printable(text))}\n`);
    if (area.isOpen) area.draw();
    else if (!isMuted) lines.prompt(true);
  }

  return {
    lines,
    note,
    spin(on, how = '') {
      if (!on) return stopSpinner();
      progress = printable(how).replaceAll(/\s+/g, ' ');
      if (spinner !== undefined || growing !== undefined || area.isOpen) return;
      isMuted = true;
      spinner = new AbortController();
      void turn(spinner.signal);
    },
    echo(line) {
      stopSpinner();
      if (area.isOpen) return;
      eraseTyped();
      output.write(`${promptText}${printable(line)}\n`);
    },
    grow(id, head, text) {
      if (area.isOpen) return;
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
    field(view) {
      if (view === undefined) area.close();
      else area.draw(view);
    },
    takeKeys(taker) {
      if (taker !== undefined) {
        stopSpinner();
        if (growing !== undefined) output.write('\n');
        growing = undefined;
        eraseTyped();
        isMuted = true;
      }
      // readline asks this property for each key; an own one stands before its own.
      if (taker === undefined) Reflect.deleteProperty(lines, '_ttyWrite');
      else Reflect.set(lines, '_ttyWrite', (typed: string | undefined, key: TypedKey) => taker({ ...key, typed }));
      output.write(taker === undefined ? pasteAsKeys : pasteMarked);
    },
    close() {
      if (area.isOpen) output.write(pasteAsKeys);
      area.close();
      stopSpinner();
      isMuted = true;
      lines.close();
      output.write('\n');
    },
  };
}
