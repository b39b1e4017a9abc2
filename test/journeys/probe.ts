import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CommandCall } from '../../src/core/answers/command-call.ts';
import type { Form } from '../../src/core/answers/form.ts';

/** One line of the probe's output; fields as in the contract. */
export interface Line {
  readonly type: string;
  readonly id?: string;
  readonly to?: string | null;
  readonly key?: string;
  readonly text?: string;
  readonly at?: number;
  readonly code?: string;
  readonly field?: string;
  readonly message?: string;
  readonly partial?: string;
  readonly personality?: string;
  readonly provider?: string;
  readonly finish?: string;
  readonly variant?: number;
  readonly joined?: readonly string[];
  readonly last?: boolean;
  readonly answer?: {
    readonly kind: string;
    readonly body?: string;
    readonly title?: string;
    readonly parts?: readonly { readonly title: string; readonly body: string }[];
    readonly form?: Form;
    readonly files?: readonly { readonly name: string; readonly mime: string; readonly text: string }[];
  };
  readonly actions?: readonly { readonly token: string; readonly label: string; readonly icon: string }[];
  readonly receipt?: Readonly<Record<string, unknown>>;
}

export interface ProbeOptions {
  readonly folder?: string;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Another program than the bot itself, e.g. one with a scripted provider. */
  readonly program?: string;
}

/** Nobody looks for a model on the machine that runs the tests, unless a test says so (an empty variable counts as unset). */
export const noModel = { MIACHAT_PROVIDER: 'offline' };

const launcher = join(import.meta.dirname, '../../bin/miachat.mjs');

export function freshFolder(): string {
  return join(mkdtempSync(join(tmpdir(), 'miachat-')), 'data');
}

/** The bot as a child process behind `chat --json`: a story says things and waits for what comes. */
export class Probe {
  readonly folder: string;
  readonly lines: Line[] = [];
  stderr = '';
  #calls = 0;
  readonly #child: ChildProcess;
  readonly #waiting: { readonly wants: (line: Line) => boolean; readonly resolve: (line: Line) => void }[] = [];
  readonly exited: Promise<number | null>;

  constructor({ folder = freshFolder(), flags = [], env = {}, program = launcher }: ProbeOptions = {}) {
    this.folder = folder;
    this.#child = spawn(process.execPath, [program, 'chat', '--json', ...flags], {
      env: { PATH: process.env['PATH'] ?? '', LANG: 'en_US.UTF-8', MIACHAT_DATA_DIR: folder, LOG_LEVEL: 'warn', ...noModel, ...env },
      cwd: tmpdir(),
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.#child.stdin?.on('error', () => undefined);
    this.exited = once(this.#child, 'exit').then(([code]: (number | null)[]) => code ?? null);
    if (this.#child.stdout === null) throw new Error('no stdout');
    createInterface({ input: this.#child.stdout }).on('line', (text) => this.#take(JSON.parse(text)));
  }

  #take(line: Line): void {
    this.lines.push(line);
    for (const waiting of [...this.#waiting]) {
      if (!waiting.wants(line)) continue;
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve(line);
    }
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('not started');
    return this.#child.pid;
  }

  /** Writes one input line as it is. */
  write(line: string | object): void {
    this.#child.stdin?.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  }

  /** The first line, past or to come, that fits; fails the story when the bot ends before. */
  async line(wants: (line: Line) => boolean): Promise<Line> {
    const past = this.lines.find(wants);
    if (past !== undefined) return past;
    const { promise, resolve } = Promise.withResolvers<Line>();
    this.#waiting.push({ wants, resolve });
    const gone = this.exited.then((code) => {
      throw new Error(`the bot left with ${code}; stderr: ${this.stderr}; last lines: ${JSON.stringify(this.lines.slice(-5))}`);
    });
    return Promise.race([promise, gone]);
  }

  ready(): Promise<Line> {
    return this.line(({ type }) => type === 'ready');
  }

  /** The one reply or error that ends the turn of this event, as `to` or joined. */
  end(id: string): Promise<Line> {
    return this.line(
      (line) => (line.type === 'reply' || line.type === 'error') && (line.to === id || (line.joined?.includes(id) ?? false)),
    );
  }

  /** Says something and waits for the reply. */
  async say(message: {
    readonly id: string;
    readonly from: string;
    readonly text: string;
    readonly room?: string;
    readonly members?: readonly string[];
  }): Promise<Line> {
    this.write({ type: 'message', ...message });
    return this.end(message.id);
  }

  /** Calls a command, typed or filled in, and waits for its last answer or its error. */
  async call(
    command: string | CommandCall,
    who: { readonly from?: string; readonly room?: string; readonly members?: readonly string[] } = {},
  ): Promise<Line> {
    const id = `call-${this.#calls++}-${this.pid}`;
    const call = typeof command === 'string' ? { command, args: {} } : command;
    this.write({ type: 'command', id, from: 'ada', call, ...who });
    return this.outcome(id);
  }

  /** Presses what was shown with this label, latest first. */
  async press(label: string, who: { readonly from?: string; readonly room?: string } = {}): Promise<Line> {
    const token = this.lines.flatMap(({ actions }) => actions ?? []).findLast((action) => action.label === label)?.token;
    if (token === undefined) throw new Error(`nothing to press is called ${label}`);
    const id = `press-${this.#calls++}-${this.pid}`;
    this.write({ type: 'press', id, from: 'ada', token, ...who });
    return this.outcome(id);
  }

  /** Sends a form in. */
  async submit(form: Form, values: Readonly<Record<string, unknown>>, from = 'ada'): Promise<Line> {
    const id = `submit-${this.#calls++}-${this.pid}`;
    this.write({ type: 'submit', id, from, form: form.id, revision: form.revision, values });
    return this.outcome(id);
  }

  /** What a call, press or submit ends with: its last answer, a reply or an error. */
  outcome(id: string): Promise<Line> {
    return this.line(
      (line) => line.to === id && ((line.type === 'answer' && line.last === true) || line.type === 'reply' || line.type === 'error'),
    );
  }

  /** End of input: the bot answers everything and leaves. */
  async finish(): Promise<number | null> {
    this.#child.stdin?.end();
    return this.exited;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.#child.kill(signal);
    await this.exited;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}
