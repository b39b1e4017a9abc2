import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BotError } from '../core/errors.ts';
import { type Fault, locatedFault } from '../core/personalities/fault.ts';
import type { Personality } from '../core/personalities/personality.ts';
import { decodeXml } from '../core/personalities/xml/decode-xml.ts';
import { readPersonality } from '../core/personalities/xml/read-personality.ts';

/** Every shipped personality of a folder, by file name. A faulty file stops the start with its name, line and column. */
export async function loadPersonalities(folder: string): Promise<readonly Personality[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.xml')).sort();
  return Promise.all(files.map(async (file) => loadPersonality(file, await readFile(join(folder, file)))));
}

function loadPersonality(file: string, bytes: Uint8Array): Personality {
  const decoded = decodeXml(bytes);
  if (!decoded.ok) throw invalid(file, [decoded.fault]);
  const read = readPersonality(decoded.xml);
  if (!read.ok) throw invalid(file, read.faults);
  return read.personality;
}

function invalid(file: string, faults: readonly Fault[]): BotError {
  return new BotError('part-invalid', faults.map((fault) => locatedFault(file, fault)).join('\n'), { field: file });
}
