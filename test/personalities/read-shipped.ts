import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Personality } from '../../src/core/personalities/personality.ts';
import { readPersonality } from '../../src/core/personalities/xml/read-personality.ts';

const folder = join(import.meta.dirname, '../../personalities');

/** Every personality that is shipped, with the text of its file. */
export function readShippedFiles(): readonly { readonly file: string; readonly xml: string; readonly personality: Personality }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.xml'))
    .toSorted()
    .map((file) => {
      const xml = readFileSync(join(folder, file), 'utf8');
      const result = readPersonality(xml);
      if (!result.ok)
        throw new Error(`${file} ${result.faults.map(({ line, column, message }) => `${line}:${column} ${message}`).join('; ')}`);
      return { file, xml, personality: result.personality };
    });
}

/** Every personality that is shipped. */
export function readShipped(): readonly Personality[] {
  return readShippedFiles().map(({ personality }) => personality);
}
