import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { Secret } from './secret.ts';

it('a secret says what it is only when it is asked to', () => {
  const secret = new Secret('canary-7f3a');
  const { message } = new Error(`failed with ${secret}`);
  const ways = [
    String(secret),
    JSON.stringify({ secret }),
    inspect(secret),
    inspect({ deep: [secret] }, { showHidden: true }),
    `${secret}`,
    message,
  ];
  for (const shown of ways) {
    expect(shown).toContain('[secret]');
    expect(shown).not.toContain('canary');
  }
  expect(JSON.stringify(Object.entries(secret))).toBe('[]');
  expect(structuredClone({ ...secret })).toEqual({});
  expect(secret.reveal()).toBe('canary-7f3a');
});
