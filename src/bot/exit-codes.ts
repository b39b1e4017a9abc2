import type { ErrorCode } from '../core/errors.ts';

/** What a start that fails leaves with; scripts rely on these (design section 11). */
const byError: Partial<Record<ErrorCode, number>> = {
  usage: 2,
  'invalid-personality': 7,
  'settings-invalid': 3,
  'data-unwritable': 3,
  'data-in-use': 4,
  'data-corrupt': 5,
  'data-newer': 5,
  'data-foreign': 5,
  'key-missing': 6,
  'key-wrong': 6,
};

export function exitCodeFor(code: ErrorCode): number {
  return byError[code] ?? 1;
}
