import type { LogFields, Logger } from '../../src/core/ports/logger.ts';

export interface RecordingLogger extends Logger {
  readonly entries: { readonly level: keyof Logger; readonly event: string; readonly fields: LogFields }[];
}

/** A logger that keeps what it is told, for a test to look through. */
export function createRecordingLogger(): RecordingLogger {
  const entries: RecordingLogger['entries'] = [];
  const at =
    (level: keyof Logger) =>
    (event: string, fields: LogFields = {}): void => {
      entries.push({ level, event, fields });
    };
  return { entries, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
