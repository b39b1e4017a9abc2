import { readFile } from 'node:fs/promises';

/** What the kernel says of itself and of its routes; undefined where there are no such files. */
export interface KernelFacts {
  readonly version: string;
  readonly routes: string;
}

/** The Windows computer around a WSL: the default gateway. Undefined outside of WSL. */
export function wslHost({ version, routes }: KernelFacts): string | undefined {
  if (!/microsoft/i.test(version)) return undefined;
  for (const line of routes.split('\n').slice(1)) {
    const [, destination, gateway] = line.trim().split(/\s+/);
    if (destination === '00000000' && gateway !== undefined && /^[\dA-F]{8}$/i.test(gateway) && gateway !== '00000000')
      return toDotted(gateway);
  }
  return undefined;
}

/** The kernel writes the four bytes lowest first. */
function toDotted(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  return bytes
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');
}

/** Reads them from where Linux keeps them. */
export async function readKernelFacts(): Promise<KernelFacts | undefined> {
  try {
    const [version, routes] = await Promise.all([readFile('/proc/version', 'utf8'), readFile('/proc/net/route', 'utf8')]);
    return { version, routes };
  } catch {
    return undefined;
  }
}
