import type { Localized } from './texts/localized.ts';

/**
 * Every code an outsider can meet, in one place. `retryable` is decided here and nowhere else:
 * it means that the same request may succeed a little later without anybody changing anything.
 */
export const errorCatalogue = {
  // The person has waited long enough already; what to do next is theirs to say.
  'provider-timeout': { retryable: false },
  'provider-protocol': { retryable: true },
  'provider-truncated': { retryable: true },
  'provider-limit': { retryable: true },
  'provider-auth': { retryable: false },
  /** The account behind the key has nothing left. */
  'provider-quota': { retryable: false },
  /** The request itself was refused, and not for a wish that could be left out. */
  'provider-refused': { retryable: false },
  /** The model refuses a wish (`field`: which); the router leaves it out from then on. */
  'wish-refused': { retryable: false },
  'context-too-long': { retryable: false },
  /** An answer that was to be data is none, even when asked again. */
  'answer-unusable': { retryable: false },
  /** A limit of this bot; the advice says when it ends. */
  'limit-reached': { retryable: false },
  'needs-consent': { retryable: false },
  'provider-failed': { retryable: true },
  'provider-unreachable': { retryable: false },
  'model-missing': { retryable: false },
  'no-model': { retryable: false },
  'not-allowed': { retryable: false },
  'invalid-line': { retryable: false },
  'invalid-option': { retryable: false },
  'unknown-command': { retryable: false },
  'unknown-personality': { retryable: false },
  'ambiguous-name': { retryable: false },
  'read-only': { retryable: false },
  'stale-form': { retryable: false },
  'invalid-fields': { retryable: false },
  'invalid-personality': { retryable: false },
  'expired-action': { retryable: false },
  'not-yours': { retryable: false },
  'adult-only': { retryable: false },
  'nothing-to-do': { retryable: false },
  'too-large': { retryable: false },
  'too-many': { retryable: false },
  'empty-message': { retryable: false },
  'not-found': { retryable: false },
  deleted: { retryable: false },
  interrupted: { retryable: false },
  'platform-failed': { retryable: true },
  'storage-full': { retryable: true },
  'storage-failed': { retryable: true },
  'settings-invalid': { retryable: false },
  'data-in-use': { retryable: false },
  'data-corrupt': { retryable: false },
  'data-newer': { retryable: false },
  'data-foreign': { retryable: false },
  'data-unwritable': { retryable: false },
  /** Somebody wrote a key or token where it does not belong; nothing of it was kept. */
  'key-pasted': { retryable: false },
  'key-missing': { retryable: false },
  'key-wrong': { retryable: false },
  'part-invalid': { retryable: false },
  usage: { retryable: false },
  bug: { retryable: true },
} as const satisfies Record<string, { readonly retryable: boolean }>;

export type ErrorCode = keyof typeof errorCatalogue;

/** A failure with a stable code. `message` is for logs: it never holds chat text, names or keys. */
export class BotError extends Error {
  readonly code: ErrorCode;
  /** The setting, option or JSON field at fault, where there is one. */
  readonly field: string | undefined;
  /** A finished sentence for the person, where the thrower knows better than the catalogue what to say. Whoever shows it says it in their language. */
  readonly advice: Localized | undefined;
  /** When trying again may help, milliseconds from now, where the other side said so. */
  readonly retryAfterMs: number | undefined;
  /** Everything was tried already: the turn is not begun again. */
  readonly isFinal: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    details: {
      readonly field?: string;
      readonly cause?: unknown;
      readonly advice?: Localized;
      readonly retryAfterMs?: number;
      readonly isFinal?: boolean;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = `BotError [${code}]`;
    this.code = code;
    this.field = details.field;
    this.advice = details.advice;
    this.retryAfterMs = details.retryAfterMs;
    this.isFinal = details.isFinal ?? false;
  }

  get retryable(): boolean {
    return errorCatalogue[this.code].retryable;
  }
}

/** Whatever was thrown, as a `BotError`; what we did not foresee is a `bug`. */
export function toBotError(thrown: unknown): BotError {
  if (thrown instanceof BotError) return thrown;
  return new BotError('bug', thrown instanceof Error ? thrown.name : 'thrown value', { cause: thrown });
}
