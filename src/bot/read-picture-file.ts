import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename } from 'node:path';
import type { PictureFile } from '../core/commands/command-needs.ts';
import { pictureLimits } from '../core/pictures/picture.ts';
import { finished } from '../core/texts/finished.ts';
import { defineTexts } from '../core/texts/localized.ts';

const texts = defineTexts({
  missing: { en: '{file} is not there.', de: '{file} gibt es nicht.' },
  'no-file': { en: '{file} is not a file.', de: '{file} ist keine Datei.' },
  unreadable: { en: '{file} cannot be read.', de: '{file} lässt sich nicht lesen.' },
});

/** The bytes of a file that may be a picture; one that is too large for that is not read at all. */
export async function readPictureFile(path: string): Promise<PictureFile> {
  const file = path.trim().replace(/^~(?=[\\/])/, homedir());
  const refuse = (what: keyof typeof texts): PictureFile => ({ fault: finished(texts[what], { file: basename(file).slice(0, 100) }) });
  const facts = await stat(file).catch(() => undefined);
  if (facts === undefined) return refuse('missing');
  if (!facts.isFile()) return refuse('no-file');
  if (facts.size > pictureLimits.bytes) return { size: facts.size };
  return readFile(file).then(
    (bytes) => ({ bytes: new Uint8Array(bytes) }),
    () => refuse('unreadable'),
  );
}
