import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnswerFile } from '../../../core/answers/answer.ts';

/** So many of one name are tried. */
const mostCopies = 10_000;

/** Writes a file for its owner's eyes into a folder and returns where; what is there is never overwritten: `juno-2.xml`, `juno-3.xml`. */
export async function saveFile(folder: string, { name, text, base64 }: AnswerFile): Promise<string> {
  const content = base64 === undefined ? text : Buffer.from(base64, 'base64');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [stem, ending] = safeName(name);
  for (let copy = 1; ; copy += 1) {
    const path = join(folder, `${stem}${copy === 1 ? '' : `-${copy}`}${ending}`);
    try {
      await writeFile(path, content, { flag: 'wx', mode: 0o600 });
      return path;
    } catch (thrown) {
      const isTaken = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
      if (!isTaken || copy >= mostCopies) throw thrown;
    }
  }
}

/** One name in the folder and nothing else, on every system: no separators, no leading dots, no control characters. */
function safeName(name: string): readonly [string, string] {
  const plain = name.replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, '-').replace(/^[.\s]+/, '');
  const dot = plain.lastIndexOf('.');
  const stem = (dot > 0 ? plain.slice(0, dot) : plain).slice(0, 80).toWellFormed();
  return [stem === '' ? 'file' : stem, dot > 0 ? plain.slice(dot).slice(0, 16) : ''];
}
