import { BotError } from '../../core/errors.ts';
import { finished } from '../../core/texts/finished.ts';
import { texts } from './texts.ts';

/** A key that must not or cannot be used; the advice never holds anything of it. */
export function keyWrong(
  what: Exclude<keyof typeof texts, 'missing'>,
  places: Readonly<Record<string, string>>,
  cause?: unknown,
): BotError {
  const { en, de } = texts[what];
  return new BotError('key-wrong', `key: ${what}`, { field: 'MIACHAT_KEY_FILE', cause, advice: finished<string>({ en, de }, places) });
}

/** A secret whose key is not on the ring. */
export function keyMissing(places: { readonly name: string; readonly key: string; readonly source: string }): BotError {
  return new BotError('key-missing', 'key: missing', { field: 'MIACHAT_KEY_FILE', advice: finished(texts.missing, places) });
}
