import { idbError } from './idb-error.ts';

/** A key of IndexedDB. They are ordered number < date < string < binary < array. */
export type IdbKey = number | Date | string | ArrayBuffer | ArrayBufferView | readonly IdbKey[];

const tags = { number: 0x10, date: 0x20, string: 0x30, binary: 0x40, array: 0x50 } as const;
/** Ends a string, a binary or an array; smaller than whatever may follow in its place. */
const end = 0;
const float = new DataView(new ArrayBuffer(8));

/** A key as bytes that SQLite compares (memcmp) as IndexedDB compares the keys. Throws `DataError` for what is no key. */
export function encodeKey(key: unknown): Buffer {
  const bytes: number[] = [];
  encode(key, bytes, []);
  return Buffer.from(bytes);
}

/** The key again; binary comes back as an `ArrayBuffer`. */
export function decodeKey(bytes: Uint8Array): IdbKey {
  return decodeAt(bytes, { at: 0 });
}

/** Less than, equal to or greater than 0. */
export const compareKeys = (one: unknown, other: unknown): number => Buffer.compare(encodeKey(one), encodeKey(other));

function encode(key: unknown, bytes: number[], around: readonly unknown[]): void {
  if (typeof key === 'number') return encodeNumber(key, tags.number, bytes);
  if (key instanceof Date) return encodeNumber(key.getTime(), tags.date, bytes);
  if (typeof key === 'string') return encodeString(key, bytes);
  if (key instanceof ArrayBuffer) return encodeBinary(new Uint8Array(key), bytes);
  if (ArrayBuffer.isView(key)) return encodeBinary(new Uint8Array(key.buffer, key.byteOffset, key.byteLength), bytes);
  if (!Array.isArray(key) || around.includes(key)) throw idbError('DataError', 'not a valid key');
  bytes.push(tags.array);
  for (let i = 0; i < key.length; i += 1) encode(key[i], bytes, [...around, key]);
  bytes.push(end);
}

/** IEEE 754, its sign turned so that negative ones come first. */
function encodeNumber(value: number, tag: number, bytes: number[]): void {
  if (Number.isNaN(value)) throw idbError('DataError', 'not a valid key');
  // -0 and 0 are one key.
  float.setFloat64(0, value === 0 ? 0 : value);
  const isNegative = value < 0;
  bytes.push(tag);
  for (let i = 0; i < 8; i += 1) {
    const byte = float.getUint8(i);
    if (isNegative) bytes.push(byte ^ 0xff);
    else bytes.push(i === 0 ? byte ^ 0x80 : byte);
  }
}

/** By UTF-16 unit, as IndexedDB orders strings, lone surrogates too. */
function encodeString(text: string, bytes: number[]): void {
  bytes.push(tags.string);
  for (let i = 0; i < text.length; i += 1) encodeUnit(text.charCodeAt(i) + 1, bytes);
  bytes.push(end);
}

function encodeBinary(content: Uint8Array, bytes: number[]): void {
  bytes.push(tags.binary);
  for (const byte of content) encodeUnit(byte + 1, bytes);
  bytes.push(end);
}

/** 1 to 65,536 in the manner of UTF-8: keeps the order, and has no byte 0. */
function encodeUnit(unit: number, bytes: number[]): void {
  if (unit < 0x80) bytes.push(unit);
  else if (unit < 0x8_00) bytes.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f));
  else if (unit < 0x1_00_00) bytes.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  else bytes.push(0xf0, 0x90, 0x80, 0x80);
}

function decodeAt(bytes: Uint8Array, cursor: { at: number }): IdbKey {
  const tag = bytes[cursor.at++];
  if (tag === tags.number) return decodeNumber(bytes, cursor);
  if (tag === tags.date) return new Date(decodeNumber(bytes, cursor));
  if (tag === tags.string) {
    let text = '';
    for (const unit of decodeUnits(bytes, cursor)) text += String.fromCharCode(unit);
    return text;
  }
  if (tag === tags.binary) return Uint8Array.from(decodeUnits(bytes, cursor)).buffer;
  if (tag !== tags.array) throw idbError('DataError', 'not an encoded key');
  const keys: IdbKey[] = [];
  while (bytes[cursor.at] !== end) keys.push(decodeAt(bytes, cursor));
  cursor.at += 1;
  return keys;
}

function decodeNumber(bytes: Uint8Array, cursor: { at: number }): number {
  const isNegative = (bytes[cursor.at] ?? 0) < 0x80;
  for (let i = 0; i < 8; i += 1) {
    const byte = bytes[cursor.at++] ?? 0;
    if (isNegative) float.setUint8(i, byte ^ 0xff);
    else float.setUint8(i, i === 0 ? byte ^ 0x80 : byte);
  }
  return float.getFloat64(0);
}

function* decodeUnits(bytes: Uint8Array, cursor: { at: number }): Generator<number> {
  for (;;) {
    const first = bytes[cursor.at++];
    if (first === undefined) throw idbError('DataError', 'not an encoded key');
    if (first === end) return;
    const more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    let unit = more === 0 ? first : first & (0x3f >> more);
    for (let i = 0; i < more; i += 1) unit = (unit << 6) | ((bytes[cursor.at++] ?? 0) & 0x3f);
    yield unit - 1;
  }
}
