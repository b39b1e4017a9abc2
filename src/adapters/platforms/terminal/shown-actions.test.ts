import { describe, expect, it } from 'vitest';
import { createShownActions } from './shown-actions.ts';

const action = (token: string) => ({ token, label: token, icon: 'one' }) as const;

describe('pressing by number', () => {
  it('takes a bare number only right after something to press, and /1 always', () => {
    const actions = createShownActions();
    expect(actions.read('1')).toBeUndefined();
    actions.show([action('a'), action('b')]);
    expect(actions.read(' 2 ')).toEqual({ number: 2, token: 'b' });
    expect(actions.read('3')).toBeUndefined();
    actions.said();
    expect(actions.read('2')).toBeUndefined();
    expect(actions.read('/2')).toEqual({ number: 2, token: 'b' });
  });

  it('presses what was shown last; something without buttons takes nothing away', () => {
    const actions = createShownActions();
    actions.show([action('a')]);
    actions.show([]);
    actions.show(undefined);
    expect(actions.read('1')).toEqual({ number: 1, token: 'a' });
    actions.show([action('c')]);
    expect(actions.read('/1')).toEqual({ number: 1, token: 'c' });
  });

  it('tells that /9 was meant to press something that is not there', () => {
    expect(createShownActions().read('/9')).toEqual({ number: 9 });
  });

  it.each(['1 x', '1.', '-1', '/one', '1234', ''])('%j presses nothing', (line) => {
    const actions = createShownActions();
    actions.show([action('a')]);
    expect(actions.read(line)).toBeUndefined();
  });
});
