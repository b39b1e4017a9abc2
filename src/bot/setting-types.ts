import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

/** A comma-separated list, each item checked; spaces around items do not matter. */
export function listOf(item: RegExp, expected: string) {
  return z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .refine((items) => items.every((part) => item.test(part)), { error: `must be a comma-separated list of ${expected}` });
}

/** A whole number from 1 on, with a default; `unit` is for the error. */
export function positive(standard: number, unit: string) {
  return z
    .string()
    .default(String(standard))
    .refine((text) => /^[1-9]\d{0,9}$/.test(text), { error: `must be a whole number of ${unit}, at least 1` })
    .transform(Number);
}

export const port = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536, { error: 'must be a port from 1 to 65535' })
  .transform(Number);

/** Address ranges such as `192.168.0.0/16,fd00::/8`. */
export const addressRanges = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((ranges) => ranges.every(isRange), { error: 'must be a comma-separated list of address ranges like 192.168.0.0/16' });

function isRange(text: string): boolean {
  const [address = '', bits = ''] = text.split('/');
  const family = isIP(address);
  if (family === 0 || !/^\d{1,3}$/.test(bits)) return false;
  try {
    new BlockList().addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
    return true;
  } catch {
    return false;
  }
}

/** `k2:base64,k1:base64`, 32 bytes each, the first is active. */
export const keyRing = z.string().refine((text) => text.split(',').every((part) => /^[\w-]{1,16}:[A-Za-z0-9+/]{43}=$/.test(part.trim())), {
  error: 'must be NAME:BASE64 of 32 bytes, several separated by commas',
});
