import type { Fault } from '../fault.ts';
import { xmlLimits } from './parse-xml.ts';
import { textBytes } from './text-bytes.ts';

/** The text of a personality file, or why it has none. */
export type DecodedXml = { readonly ok: true; readonly xml: string } | { readonly ok: false; readonly fault: Fault };

/** Turns the bytes of a file into text. Only UTF-8 is read: guessing an encoding would spoil names and never say so. */
export function decodeXml(bytes: Uint8Array): DecodedXml {
  const tooLarge = `the file is larger than ${xmlLimits.bytes / 1024} KiB`;
  if (bytes.length > xmlLimits.file) return refuse(tooLarge);
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return refuse('the file is UTF-16: save it as UTF-8');
  try {
    const xml = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return textBytes(xml) > xmlLimits.bytes ? refuse(tooLarge) : { ok: true, xml };
  } catch {
    return refuse('the file is not UTF-8 text: save it as UTF-8');
  }
}

function refuse(message: string): DecodedXml {
  return { ok: false, fault: { line: 1, column: 1, message } };
}
