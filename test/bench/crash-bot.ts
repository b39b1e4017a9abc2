import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Line } from '../journeys/probe.ts';
import type { Hold, PhaseReport } from './phases.ts';

const program = join(import.meta.dirname, 'crash-bot.program.ts');

/** One life of the bot under the crash bench. */
export interface CrashBot {
  write(line: object): void;
  hold(hold: Hold): void;
  kill(): Promise<void>;
  /** End of input; resolves with the exit code. */
  finish(): Promise<number | null>;
}

export interface CrashBotPlan {
  readonly folder: string;
  readonly port: number;
  onLine(line: Line): void;
  onPhase(report: PhaseReport): void;
}

/** Starts it and resolves when it is ready. */
export async function startCrashBot({ folder, port, onLine, onPhase }: CrashBotPlan): Promise<CrashBot> {
  const child: ChildProcess = spawn(process.execPath, [program, 'chat', '--json'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      MIACHAT_DATA_DIR: folder,
      MIACHAT_PROVIDER: 'wire',
      WIRE_PORT: String(port),
      LOG_LEVEL: 'error',
    },
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
  });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('no pipes');
  const exited = once(child, 'exit');
  stdin.on('error', () => undefined);
  child.on('message', (report: PhaseReport) => onPhase(report));
  const ready = Promise.withResolvers<void>();
  const lines = createInterface({ input: stdout });
  lines.on('line', (text) => {
    const line = parse(text);
    if (line?.type === 'ready') ready.resolve();
    else if (line !== undefined) onLine(line);
  });
  await Promise.race([ready.promise, exited.then(([code]) => Promise.reject(new Error(`the bot left with ${code} while starting`)))]);
  return {
    write: (line) => void stdin.write(`${JSON.stringify(line)}\n`),
    hold: (hold) => void child.send(hold),
    async kill() {
      child.kill('SIGKILL');
      await exited;
      if (!stdout.readableEnded && !stdout.destroyed) await once(lines, 'close');
    },
    async finish() {
      stdin.end();
      const [code] = await exited;
      return typeof code === 'number' ? code : null;
    },
  };
}

/** A line the kill has cut in two is no line. */
function parse(text: string): Line | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
