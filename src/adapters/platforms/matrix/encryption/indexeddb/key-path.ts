import { idbError } from './idb-error.ts';
import { encodeKey } from './key-codec.ts';

/** Where in a value an index finds its key: one path with dots, or several for a compound key. */
export type KeyPath = string | readonly string[];

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** A copy of it. Throws `SyntaxError` for what is no path. */
export function checkKeyPath(given: unknown): KeyPath {
  if (Array.isArray(given) && given.length > 0) return given.map((path) => checkPath(path));
  return checkPath(given);
}

function checkPath(given: unknown): string {
  if (typeof given === 'string' && (given === '' || given.split('.').every((part) => identifier.test(part)))) return given;
  throw idbError('SyntaxError', 'not a valid key path');
}

/** The encoded key an index has for this value; undefined when the value has none, and is not in the index. */
export function indexKeyOf(value: unknown, path: KeyPath): Buffer | undefined {
  const key = typeof path === 'string' ? valueAt(value, path) : path.map((part) => valueAt(value, part));
  try {
    return encodeKey(key);
  } catch {
    return undefined;
  }
}

function valueAt(value: unknown, path: string): unknown {
  if (path === '') return value;
  let found = value;
  for (const name of path.split('.')) {
    if (found === undefined || found === null || !Object.hasOwn(Object(found), name)) return undefined;
    found = Reflect.get(Object(found), name);
  }
  return found;
}
