import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyNameOf, seal, unseal } from './seal.ts';

const key = { name: 'k1', key: randomBytes(32) };
const place = { owner: 'discord:1', name: 'OPENAI_API_KEY' };

describe('a sealed secret', () => {
  it('opens to what it was, whatever it was, in its own place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        const sealed = seal(plain, place, key);
        expect(sealed).toMatch(/^v1\.k1\.[\w-]{22}\.[\w-]{16}\.[\w-]{22,}$/);
        expect(unseal(sealed, place, key.key)).toBe(plain);
        if (plain.length > 8) expect(sealed).not.toContain(plain);
      }),
    );
  });

  it('is another one each time', () => {
    expect(seal('same', place, key)).not.toBe(seal('same', place, key));
  });

  it.each([
    ['somebody else', { ...place, owner: 'discord:2' }],
    ['another name', { ...place, name: 'ANTHROPIC_API_KEY' }],
    ['parts moved between owner and name', { owner: 'discord:1|14:OPENAI', name: '_API_KEY' }],
  ])('moved to %s opens no more', (_what, other) => {
    expect(unseal(seal('token', place, key), other, key.key)).toBeUndefined();
  });

  it('opens with no other key, under no other key name and in no other version', () => {
    const sealed = seal('token', place, key);
    expect(unseal(sealed, place, randomBytes(32))).toBeUndefined();
    expect(unseal(sealed.replace('.k1.', '.k2.'), place, key.key)).toBeUndefined();
    expect(unseal(sealed.replace('v1.', 'v2.'), place, key.key)).toBeUndefined();
    expect([keyNameOf(sealed), keyNameOf('v2.k1.x'), keyNameOf('')]).toEqual(['k1', undefined, undefined]);
  });

  it('opens no more when a single bit of it is another one', () => {
    const sealed = seal('a token of some length', place, key);
    for (let at = 0; at < sealed.length; at += 1) {
      for (let bit = 0; bit < 7; bit += 1) {
        const changed = `${sealed.slice(0, at)}${String.fromCharCode(sealed.charCodeAt(at) ^ (1 << bit))}${sealed.slice(at + 1)}`;
        expect(unseal(changed, place, key.key), `bit ${bit} of character ${at}`).toBeUndefined();
      }
    }
  });

  it('cut short or with a shorter tag opens no more', () => {
    const sealed = seal('token', place, key);
    const parts = sealed.split('.');
    const shortTag = Buffer.from(parts[4] ?? '', 'base64url')
      .subarray(0, -4)
      .toString('base64url');
    for (let length = 0; length < sealed.length; length += 1) expect(unseal(sealed.slice(0, length), place, key.key)).toBeUndefined();
    expect(unseal([...parts.slice(0, 4), shortTag].join('.'), place, key.key)).toBeUndefined();
    expect(unseal(`${sealed}.`, place, key.key)).toBeUndefined();
  });
});
