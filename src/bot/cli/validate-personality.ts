import { readFile, stat } from 'node:fs/promises';
import type { Fault } from '../../core/personalities/fault.ts';
import { decodeXml } from '../../core/personalities/xml/decode-xml.ts';
import { xmlLimits } from '../../core/personalities/xml/parse-xml.ts';
import { readPersonality } from '../../core/personalities/xml/read-personality.ts';

/** Validation asks what an import would ask: the identity is given by the one who imports. */
const anyIdentity = { id: 'validated', revision: 1 } as const;

/** All that is wrong with a personality file, in the order of the file; nothing when it can be imported. */
export async function validatePersonality(file: string): Promise<{ readonly faults: readonly Fault[] }> {
  const bytes = await readSmallFile(file);
  if (typeof bytes === 'string') return { faults: [{ line: 1, column: 1, message: bytes }] };
  const decoded = decodeXml(bytes);
  if (!decoded.ok) return { faults: [decoded.fault] };
  const read = readPersonality(decoded.xml, anyIdentity);
  return { faults: read.ok ? [] : read.faults };
}

/** The bytes of a file, or what keeps it from being one. A file that is too large is not read at all. */
async function readSmallFile(file: string): Promise<Uint8Array | string> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) return 'this is a folder, not a file';
    if (!found.isFile()) return 'this is not a file';
    if (found.size > xmlLimits.file) return `the file is larger than ${xmlLimits.bytes / 1024} KiB`;
    return await readFile(file);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : 'the file cannot be read';
  }
}
