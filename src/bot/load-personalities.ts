import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BotError } from '../core/errors.ts';
import { type Fault, locatedFault } from '../core/personalities/fault.ts';
import type { Personality } from '../core/personalities/personality.ts';
import { decodeXml } from '../core/personalities/xml/decode-xml.ts';
import { readPersonality } from '../core/personalities/xml/read-personality.ts';
import type { Picture } from '../core/pictures/picture.ts';

export interface ShippedPersonalities {
  readonly shipped: readonly Personality[];
  /** What they look like, by the hash that they name. */
  readonly portraits: ReadonlyMap<string, Picture>;
}

/** Every shipped personality of a folder, by file name. A faulty file stops the start with its name, line and column. */
export async function loadPersonalities(folder: string): Promise<ShippedPersonalities> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.xml')).sort();
  const portraits = new Map<string, Picture>();
  const shipped = await Promise.all(
    files.map(async (file) => {
      const { personality, portrait } = loadPersonality(file, await readFile(join(folder, file)));
      if (portrait === undefined) return personality;
      const hash = createHash('sha256').update(portrait.bytes).digest('hex');
      portraits.set(hash, portrait);
      return { ...personality, portrait: { hash, mime: portrait.mime } };
    }),
  );
  return { shipped, portraits };
}

function loadPersonality(file: string, bytes: Uint8Array) {
  const decoded = decodeXml(bytes);
  if (!decoded.ok) throw invalid(file, [decoded.fault]);
  const read = readPersonality(decoded.xml);
  if (!read.ok) throw invalid(file, read.faults);
  return read;
}

function invalid(file: string, faults: readonly Fault[]): BotError {
  return new BotError('part-invalid', faults.map((fault) => locatedFault(file, fault)).join('\n'), { field: file });
}
