import { toBotError } from '../../../core/errors.ts';
import type { PlatformSetup } from '../../../core/ports/platform.ts';

/** A line the inbox could not take: logged by its code, and the sentence its writer is to read. It was not kept, so it may be sent again. */
export function notClaimed(
  { logger, say }: PlatformSetup,
  thrown: unknown,
  language: string,
): { readonly code: string; readonly text: string } {
  const { code } = toBotError(thrown);
  logger.error('line-not-claimed', { code });
  return { code, text: say(language, code === 'storage-full' ? 'error-storage-full' : 'not-claimed', {}) };
}
