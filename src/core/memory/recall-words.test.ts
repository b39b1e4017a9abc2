import { describe, expect, it } from 'vitest';
import { distinctiveWords, recallWords } from './recall-words.ts';

describe('the words of a question', () => {
  it('are those that say what it is about, in both languages', () => {
    expect(recallWords('What is the name of my red Lantern?')).toEqual(['red', 'lantern']);
    expect(recallWords('Weißt du noch, wie meine Katze heißt?')).toEqual(['katze']);
    expect(recallWords('Was hat für dich die schöne Müllerin?')).toEqual(['schone', 'mullerin']);
    expect(recallWords('who are you?')).toEqual([]);
    expect(recallWords('🌧️ … !!')).toEqual([]);
  });

  it('are few, each once, and none is endless', () => {
    expect(recallWords(`cat CAT Cát ${'x'.repeat(50)} a`)).toEqual(['cat']);
    expect(recallWords(Array.from({ length: 50 }, (_, index) => `w${index}`).join(' '))).toHaveLength(12);
    expect(recallWords('word '.repeat(100_000))).toEqual(['word']);
  });
});

it('a line is told from others by words of three letters and more', () => {
  expect(distinctiveWords('I have a red cat, ok?')).toEqual(['red', 'cat']);
});
