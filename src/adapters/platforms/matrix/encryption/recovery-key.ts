const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const prefix = [0x8b, 0x01] as const;
const keyBytes = 32;

/** 32 bytes as people copy them: base58 with a check byte, in groups of four (Matrix specification, "Key representation"). */
export function writeRecoveryKey(key: Uint8Array): string {
  const bytes = [...prefix, ...key];
  bytes.push(parityOf(bytes));
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (; value > 0n; value /= 58n) text = (alphabet[Number(value % 58n)] ?? '') + text;
  return text.replaceAll(/.{4}(?!$)/g, '$& ');
}

/** Undefined for what is none: a letter too many, a typing error, something else. */
export function readRecoveryKey(text: string): Uint8Array | undefined {
  let value = 0n;
  for (const letter of text.replaceAll(/\s/g, '')) {
    const digit = alphabet.indexOf(letter);
    if (digit < 0) return undefined;
    value = value * 58n + BigInt(digit);
  }
  const length = prefix.length + keyBytes + 1;
  const hex = value.toString(16).padStart(length * 2, '0');
  if (hex.length !== length * 2) return undefined;
  const bytes = Buffer.from(hex, 'hex');
  const isOurs = bytes[0] === prefix[0] && bytes[1] === prefix[1] && parityOf(bytes) === 0;
  return isOurs ? new Uint8Array(bytes.subarray(prefix.length, -1)) : undefined;
}

const parityOf = (bytes: Iterable<number>): number => [...bytes].reduce((parity, byte) => parity ^ byte, 0);
