import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** The three streams of a terminal program. */
export interface TerminalIo {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly errors: Writable;
}

/** Writes and waits while the reader is behind, so that a slow reader never fills our memory. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (stream.destroyed || stream.write(text)) return;
  await Promise.race([once(stream, 'drain'), once(stream, 'close')]).catch(() => undefined);
}

/** A reader that goes away (`| head -1`) is no failure; `leave` ends the bot quietly. */
export function onGone(stream: Writable, leave: () => void): void {
  stream.on('error', leave);
}

/** The language of the terminal's user, as the system tells it. */
export function systemLocale(): string {
  return Intl.DateTimeFormat().resolvedOptions().locale;
}
