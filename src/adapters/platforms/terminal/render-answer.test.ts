import { describe, expect, it } from 'vitest';
import { renderAnswer, withActions } from './render-answer.ts';

describe('an answer as text', () => {
  it.each([
    [{ kind: 'text', body: 'hello' } as const, 'hello'],
    [
      {
        kind: 'panel',
        id: 'p',
        revision: 1,
        title: 'Juno',
        parts: [
          { title: 'Voice', body: 'dry' },
          { title: '', body: 'plain' },
        ],
        actions: [],
      } as const,
      'Juno\n\nVoice\ndry\n\nplain',
    ],
    [{ kind: 'progress', note: 'pulling' } as const, 'pulling'],
    [{ kind: 'progress', note: 'pulling', done: 3 } as const, 'pulling · 3'],
    [{ kind: 'progress', note: 'pulling', done: 1, of: 3 } as const, 'pulling · 1/3 (33 %)'],
    [{ kind: 'progress', note: 'pulling', done: 0, of: 0 } as const, 'pulling · 0/0'],
    [{ kind: 'talk', turn: 't' } as const, undefined],
  ])('%j', (answer, text) => expect(renderAnswer(answer, 'en')).toBe(text));

  it('has what can be pressed below it, numbered', () => {
    const actions = [
      { token: 'a', label: 'Retry', icon: 'retry' },
      { token: 'b', label: 'Smaller model', icon: 'next' },
    ] as const;
    expect(withActions('It broke.', actions)).toBe('It broke.\n[1] Retry   [2] Smaller model');
    expect(withActions('', actions)).toBe('[1] Retry   [2] Smaller model');
    expect(withActions('It broke.', undefined)).toBe('It broke.');
  });
});
