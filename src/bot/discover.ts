import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BotError } from '../core/errors.ts';

/** The members a part must have and what `typeof` says of each. */
export type Shape = Readonly<Record<string, 'string' | 'object' | 'function'>>;

/**
 * Loads the default export of every `<folder>/<name>/index.ts`, sorted by name. A folder with a wrong shape stops the start
 * with its path and the missing member: a part that is silently left out is worse than none.
 */
export async function discover<Part extends object>(folder: URL, shape: Shape): Promise<readonly Part[]> {
  return (await discoverNamed<Part>(folder, shape)).map(({ part }) => part);
}

/** The same with each folder's own name. */
export async function discoverNamed<Part extends object>(
  folder: URL,
  shape: Shape,
): Promise<readonly { readonly name: string; readonly file: string; readonly part: Part }[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const path = join(fileURLToPath(folder), name);
      return { name, file: join(path, 'index.ts'), part: await load<Part>(path, shape) };
    }),
  );
}

async function load<Part extends object>(folder: string, shape: Shape): Promise<Part> {
  const file = join(folder, 'index.ts');
  let module: { readonly default?: unknown };
  try {
    module = await import(pathToFileURL(file).href);
  } catch (cause) {
    throw new BotError('part-invalid', `${file} cannot be loaded: ${cause instanceof Error ? cause.message : 'unknown reason'}`, { cause });
  }
  const part = module.default;
  if (typeof part !== 'object' || part === null) throw new BotError('part-invalid', `${file} has no default export`, { field: 'default' });
  for (const [member, type] of Object.entries(shape)) {
    const found = typeof Reflect.get(part, member);
    if (found !== type)
      throw new BotError('part-invalid', `${file} needs the member ${member} (${type}), found ${found}`, { field: member });
  }
  return part as Part;
}
