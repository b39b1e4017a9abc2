import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { BotError } from '../../../core/errors.ts';
import { brokenFailure } from './broken-failure.ts';

const coded = (code: string): Error => Object.assign(new Error('read 10.0.0.1 for my diary'), { code, data: 'my diary' });

describe('an answer that breaks off', () => {
  it.each([
    ['ECONNRESET', 'provider-truncated'],
    ['UND_ERR_SOCKET', 'provider-truncated'],
    ['HPE_INVALID_CONSTANT', 'provider-protocol'],
    ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'provider-protocol'],
  ])('by %s is a %s, and what the network said stays behind', (code, expected) => {
    const failure = brokenFailure(Object.assign(new TypeError('terminated'), { cause: coded(code) }));
    expect(failure.code).toBe(expected);
    expect(inspect(failure, { depth: 9 })).not.toContain('diary');
  });

  it('keeps an error of our own, however deep', () => {
    const own = new BotError('provider-protocol', 'too long');
    expect(brokenFailure(new Error('outer', { cause: new Error('inner', { cause: own }) }))).toBe(own);
  });
});
