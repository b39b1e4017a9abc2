import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Personality } from '../core/personalities/personality.ts';
import { readPersonality } from '../core/personalities/read-personality.ts';

/** Every shipped personality of a folder, by file name. A file that cannot be read stops the start with its name and line. */
export async function loadPersonalities(folder: string): Promise<readonly Personality[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.xml')).sort();
  return Promise.all(files.map(async (file) => readPersonality(await readFile(join(folder, file), 'utf8'), file)));
}
