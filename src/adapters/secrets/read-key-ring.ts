import { keyWrong } from './failures.ts';
import type { KeyRing } from './key-ring.ts';

const entryForm = /^(?<name>[\w-]{1,16}):(?<key>\S+)$/;
/** Bytes of a key: AES-256. */
const keyLength = 32;

/** Reads `NAME:BASE64` entries, one a line or separated by commas, the first one active; `#` begins a comment line. `source` is where they stand, for people. */
export function readKeyRing(text: string, source: string): KeyRing {
  const keys = new Map<string, Buffer>();
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  for (const entry of lines.flatMap((line) => line.split(',')).map((part) => part.trim())) {
    if (entry === '') continue;
    const { name = '', key = '' } = entryForm.exec(entry)?.groups ?? {};
    const bytes = Buffer.from(key, 'base64');
    // Node skips what is no base64, so a damaged key would come out as another one.
    if (bytes.length !== keyLength || bytes.toString('base64') !== key || isWeak(bytes)) throw keyWrong('malformed', { source });
    if (keys.has(name)) throw keyWrong('twice', { source });
    keys.set(name, bytes);
  }
  const [active] = keys.keys();
  if (active === undefined) throw keyWrong('malformed', { source });
  return { active, keys };
}

/** One byte over and over, zeros first of all: nobody drew that by chance. */
function isWeak(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === bytes[0]);
}
