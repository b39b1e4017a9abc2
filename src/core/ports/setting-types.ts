import { z } from 'zod';

/** A base URL; `path` is what it must end in (an empty one: no path at all). */
export function baseUrl(path: string) {
  const expected = path === '' ? 'must be http(s)://HOST[:PORT] without a path' : `must be an http(s) address that ends in ${path}`;
  return z.string().refine((text) => isBaseUrl(text, path), { error: expected });
}

function isBaseUrl(text: string, path: string): boolean {
  const url = URL.parse(text);
  // A name or a password in it would stand in every message about it.
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return false;
  return path === '' ? url.pathname === '/' : url.pathname.replace(/\/$/, '').endsWith(path);
}

/** How far away a server is, in the operator's own words. */
export const locality = z.enum(['loopback', 'lan', 'cloud']);
