import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type IPty, spawn } from '@lydell/node-pty';
import { onTestFinished } from 'vitest';
import { freshFolder, noModel } from './probe.ts';

export const launcher = join(import.meta.dirname, '../../bin/miachat.mjs');

export interface PseudoTerminalOptions {
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly program?: string;
  /** What follows the program on the command line. */
  readonly args?: readonly string[];
  readonly columns?: number;
}

/** The bot in a real pseudo-terminal: a story types keys and waits for what stands on the screen. */
export class PseudoTerminal {
  readonly folder: string;
  /** Everything written so far, escape codes included. */
  raw = '';
  readonly exited: Promise<number>;
  readonly #pty: IPty;
  readonly #waiting = new Set<() => void>();

  constructor({ folder = freshFolder(), env = {}, program = launcher, args = [], columns = 100 }: PseudoTerminalOptions = {}) {
    this.folder = folder;
    this.#pty = spawn(process.execPath, [program, ...args], {
      cols: columns,
      rows: 30,
      cwd: tmpdir(),
      env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color', LANG: 'en_US.UTF-8', MIACHAT_DATA_DIR: folder, ...noModel, ...env },
    });
    this.#pty.onData((text) => {
      this.raw += text;
      for (const look of this.#waiting) look();
    });
    this.exited = new Promise((resolve) => this.#pty.onExit(({ exitCode }) => resolve(exitCode)));
    onTestFinished(() => this.#pty.kill('SIGKILL'));
  }

  /** What a person could read, all of it, without escape codes. */
  get text(): string {
    return stripVTControlCharacters(this.raw).replaceAll('\r', '\n');
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  /** Types a line once the prompt is there. */
  async say(line: string): Promise<void> {
    await this.see(/you {2}› $/);
    this.type(`${line}\r`);
  }

  /** Resolves when the screen's text fits; the bot leaving before that fails the story. */
  see(wanted: RegExp): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = (): void => {
      if (!wanted.test(this.text)) return;
      this.#waiting.delete(look);
      resolve();
    };
    this.#waiting.add(look);
    look();
    const late = setTimeout(() => {
      this.#waiting.delete(look);
      reject(new Error(`${wanted} was never seen:\n${this.text.slice(-2000)}`));
    }, 25_000);
    late.unref();
    void promise.then(
      () => clearTimeout(late),
      () => clearTimeout(late),
    );
    void this.exited.then((code) => reject(new Error(`the bot left with ${code} before ${wanted} was seen:\n${this.text}`)));
    return promise;
  }
}

export const key = {
  ctrlZ: '\u001a',
  ctrlY: '\u0019',
  tab: '\t',
  enter: '\r',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
  up: '\u001b[A',
  left: '\u001b[D',
  backspace: '\u007f',
} as const;
