import pino from 'pino';
import type { Logger } from '../core/ports/logger.ts';
import { withoutKeys } from '../core/privacy/find-keys.ts';

/**
 * JSON lines on stderr: stdout belongs to the talk. Fields are ids, codes, counts and times (see `LogFields`), so no text can slip in; should a
 * key ever do so all the same, the last hook takes it out.
 */
export function createLogger(level: string, destination: number | string = 2): Logger {
  const log = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, hooks: { streamWrite: withoutKeys } },
    pino.destination({ dest: destination, sync: true }),
  );
  return {
    debug: (event, fields) => log.debug({ ...fields }, event),
    info: (event, fields) => log.info({ ...fields }, event),
    warn: (event, fields) => log.warn({ ...fields }, event),
    error: (event, fields) => log.error({ ...fields }, event),
  };
}
