import { describe, expect, it } from 'vitest';
import { completeLine } from './complete-line.ts';

const choice = (value: string, label = '') => ({ value, label });

describe('Tab', () => {
  it('takes the only way on, with room for the next word', () => {
    expect(completeLine('/per', [choice('/personality')])).toEqual({ line: '/personality ', list: [] });
    expect(completeLine('/me', [choice('/me ')])).toEqual({ line: '/me ', list: [] });
  });

  it('goes as far as all choices agree and lists their last words with labels', () => {
    const choices = [choice('/personality use juno', 'Juno, friend'), choice('/personality use june', '')];
    expect(completeLine('/personality use j', choices)).toEqual({
      line: '/personality use jun',
      list: ['  juno   Juno, friend', '  june'],
    });
  });

  it('never takes a typed letter back, and does nothing where nothing fits', () => {
    expect(completeLine('/x', [])).toEqual({ line: '/x', list: [] });
    expect(completeLine('/memory f', [choice('/memory forget'), choice('/memory find')]).line).toBe('/memory f');
  });

  it('cuts no character in halves', () => {
    expect(completeLine('/use ', [choice('/use 🙂'), choice('/use 🙃')]).line).toBe('/use ');
  });
});
