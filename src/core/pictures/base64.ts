/** So many bytes become letters at a time: more are no arguments for one call. */
const piece = 0x8000;

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += piece) parts.push(String.fromCharCode(...bytes.subarray(at, at + piece)));
  return btoa(parts.join(''));
}

/** Undefined for what is no whole base64; white space between is none of its business. */
export function fromBase64(text: string): Uint8Array | undefined {
  const letters = text.replaceAll(/[\t\n\r ]+/g, '');
  if (letters.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(letters)) return undefined;
  return Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
}
