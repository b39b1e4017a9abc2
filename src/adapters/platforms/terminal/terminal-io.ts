import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** The three streams of a terminal program. */
export interface TerminalIo {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
  readonly errors: Writable;
}

/** One wait per stream, however many write to it: each would put listeners of its own there. */
const waits = new WeakMap<Writable, Promise<void>>();

/** Writes and waits while the reader is behind, so that a slow reader never fills our memory. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (stream.destroyed || stream.write(text)) return;
  const wait = waits.get(stream) ?? caughtUp(stream);
  waits.set(stream, wait);
  await wait;
}

async function caughtUp(stream: Writable): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  try {
    await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })]);
  } catch {
    // The reader is gone; `onGone` ends the bot.
  } finally {
    over.abort();
    waits.delete(stream);
  }
}

/** A reader that goes away (`| head -1`) is no failure; `leave` ends the bot quietly. */
export function onGone(stream: Writable, leave: () => void): void {
  stream.on('error', leave);
}

let locale: string | undefined;

/** The language of the terminal's user, as the system tells it; asked once. */
export function systemLocale(): string {
  locale ??= Intl.DateTimeFormat().resolvedOptions().locale;
  return locale;
}
