/** The base64 of a portrait, between its tags. */
const portrait = /<portrait(?:\s[^<>]*)?>(?<letters>[A-Za-z0-9+/=\s]*)<\/portrait/;

/** How much text a file holds, in bytes: a portrait has a limit of its own and is not counted. */
export function textBytes(xml: string): number {
  return new TextEncoder().encode(xml).length - (portrait.exec(xml)?.groups?.['letters']?.length ?? 0);
}
