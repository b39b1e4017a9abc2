import { describe, expect, it } from 'vitest';
import { decryptFile, encryptFile } from './file-encryption.ts';

describe('an encrypted file', () => {
  const picture = new TextEncoder().encode('a picture of the harbour'.repeat(1_000));

  it('comes back as it was, and lies on the server as noise of its length', () => {
    const { bytes, file } = encryptFile(picture);
    expect(bytes).toHaveLength(picture.length);
    expect(Buffer.from(bytes).includes('harbour')).toBe(false);
    expect(file).toMatchObject({ v: 'v2', key: { alg: 'A256CTR' } });
    expect(decryptFile(bytes, { ...file, url: 'mxc://example.org/1' })).toEqual(picture);
  });

  it('is refused when somebody has changed it, or its block is none', () => {
    const { bytes, file } = encryptFile(picture);
    bytes[5] = (bytes[5] ?? 0) ^ 1;
    expect(() => decryptFile(bytes, { ...file, url: 'mxc://example.org/1' })).toThrow(expect.objectContaining({ fault: 'refused' }));
    expect(() => decryptFile(bytes, { url: 'mxc://example.org/1' })).toThrow(expect.objectContaining({ fault: 'refused' }));
  });
});
