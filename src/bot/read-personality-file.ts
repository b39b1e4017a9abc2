import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename } from 'node:path';
import { BotError } from '../core/errors.ts';
import { studioTexts } from '../core/personalities/studio-texts.ts';
import { decodeXml } from '../core/personalities/xml/decode-xml.ts';
import { xmlLimits } from '../core/personalities/xml/parse-xml.ts';
import { finished } from '../core/texts/finished.ts';
import { defineTexts } from '../core/texts/localized.ts';

/** Largest file that is read, in bytes; the reader's own limit is in characters. */
const largest = xmlLimits.file;

/** How PNG, JPEG, GIF and WebP begin. */
const pictures = [[0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff], [...Buffer.from('GIF8')], [...Buffer.from('RIFF')]];

const texts = defineTexts({
  missing: { en: '{file} is not there. Nothing was imported.', de: '{file} gibt es nicht. Nichts wurde importiert.' },
  folder: {
    en: '{file} is a folder; name one file in it. Nothing was imported.',
    de: '{file} ist ein Ordner; nenn eine Datei darin. Nichts wurde importiert.',
  },
  'no-file': { en: '{file} is not a file. Nothing was imported.', de: '{file} ist keine Datei. Nichts wurde importiert.' },
  large: {
    en: '{file} has {size, number} MB; a personality has at most 256 KB. Nothing was imported.',
    de: '{file} hat {size, number} MB; eine Persönlichkeit hat höchstens 256 KB. Nichts wurde importiert.',
  },
  unreadable: { en: '{file} cannot be read. Nothing was imported.', de: '{file} lässt sich nicht lesen. Nichts wurde importiert.' },
});

/** A file as it is imported, by the name people know it by. */
export interface PersonalityFile {
  readonly name: string;
  readonly xml: string;
}

/** The text of a personality file. A folder, a picture or something far too large is refused with what it is. */
export async function readPersonalityFile(path: string): Promise<PersonalityFile> {
  const file = path.replace(/^~(?=[\\/])/, homedir());
  const name = basename(file);
  const facts = await stat(file).catch(() => undefined);
  const refuse = (what: keyof typeof texts, size = 0): BotError =>
    new BotError('usage', `personality file: ${what}`, { field: 'file', advice: finished(texts[what], { file: name, size }) });
  if (facts === undefined) throw refuse('missing');
  if (facts.isDirectory()) throw refuse('folder');
  if (!facts.isFile()) throw refuse('no-file');
  if (facts.size > largest) throw refuse('large', Math.ceil(facts.size / 1024 / 1024));
  const bytes = await readFile(file).catch(() => {
    throw refuse('unreadable');
  });
  if (pictures.some((start) => start.every((byte, index) => bytes[index] === byte)))
    throw new BotError('invalid-personality', 'a picture', { field: 'file', advice: studioTexts['no-card'] });
  const decoded = decodeXml(bytes);
  if (decoded.ok) return { name, xml: decoded.xml };
  const { line, column, message } = decoded.fault;
  const advice = finished(studioTexts.xml, { file: name, line, column, message, more: 0 });
  throw new BotError('invalid-personality', 'no text', { field: 'file', advice });
}
