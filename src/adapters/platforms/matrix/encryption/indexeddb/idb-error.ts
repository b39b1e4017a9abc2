/** The names of errors that IndexedDB knows and this part of it uses. */
export type IdbErrorName =
  | 'AbortError'
  | 'ConstraintError'
  | 'DataCloneError'
  | 'DataError'
  | 'InvalidAccessError'
  | 'InvalidStateError'
  | 'NotFoundError'
  | 'NotSupportedError'
  | 'QuotaExceededError'
  | 'ReadOnlyError'
  | 'SyntaxError'
  | 'TransactionInactiveError'
  | 'UnknownError'
  | 'VersionError';

/** Messages never hold keys or values: what is stored here is secret. */
export const idbError = (name: IdbErrorName, message: string): DOMException => new DOMException(message, name);

/** What a statement of SQLite threw, as IndexedDB would say it. */
export function toIdbError(thrown: unknown): DOMException {
  if (thrown instanceof DOMException) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
  if (code.startsWith('SQLITE_CONSTRAINT')) return idbError('ConstraintError', 'a record with this key is there already');
  if (code === 'SQLITE_FULL') return idbError('QuotaExceededError', 'the disk is full');
  return idbError('UnknownError', `the crypto store failed (${code})`);
}
