import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printExamples, readExamples } from './examples-as-text.ts';
import { printLanguageLines, printLines, readLanguageLines, readLines } from './lines-as-text.ts';

/** Text as people write it: no blank ends, no blank lines within, which are theirs to make in a form. */
const paragraph = fc
  .array(fc.stringMatching(/^[\p{L}\d[\]#:<>{}'"!?-][\p{L}\d[\]#:<>{}'"!? -]{0,20}$/u), { minLength: 1, maxLength: 3 })
  .map((lines) => lines.map((line) => line.trim()).join('\n'));
const language = fc.constantFrom('en', 'de', 'pt-BR');

describe('lists as text in a form', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(paragraph), (entries) => {
        expect(readLines(printLines(entries))).toEqual(entries);
      }),
    );
  });

  it('come back with their language, unless a text itself begins like one', () => {
    const plain = paragraph.filter((text) => !/^\[[a-z]{2,3}/.test(text));
    fc.assert(
      fc.property(fc.array(fc.record({ language, text: plain })), language, (entries, usual) => {
        expect(readLanguageLines(printLanguageLines(entries, usual), usual)).toEqual(entries);
      }),
    );
  });

  it('let people leave lines empty, indent a continuation and write Windows line ends', () => {
    expect(readLines('one\r\n\r\n  more of one\r\ntwo  \n')).toEqual(['one\nmore of one', 'two']);
    expect(readLanguageLines('[de] Keine Romantik.\nNo romance.', 'en')).toEqual([
      { language: 'de', text: 'Keine Romantik.' },
      { language: 'en', text: 'No romance.' },
    ]);
  });
});

describe('examples as text in a form', () => {
  const about = fc.stringMatching(/^[a-z]{0,12}$/);
  const line = fc.record({ by: fc.constantFrom('person' as const, 'character' as const), text: paragraph });
  const example = fc.record({ about, language, lines: fc.array(line, { minLength: 1, maxLength: 4 }) });

  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(example, { maxLength: 4 }), language, (examples, usual) => {
        expect(readExamples(printExamples(examples, usual), { usual, name: 'Juno' })).toEqual(examples);
      }),
    );
  });

  it('read what card authors write', () => {
    const text = '<START>\n{{user}}: bye\nJuno: Off you go.\nGo on.\n\n# mean [de]\nyou: x\n{{CHAR}}: y';
    expect(readExamples(text, { usual: 'en', name: 'Juno' })).toEqual([
      {
        about: '',
        language: 'en',
        lines: [
          { by: 'person', text: 'bye' },
          { by: 'character', text: 'Off you go.\nGo on.' },
        ],
      },
      {
        about: 'mean',
        language: 'de',
        lines: [
          { by: 'person', text: 'x' },
          { by: 'character', text: 'y' },
        ],
      },
    ]);
  });

  it('take a bare line as the character’s and drop what is empty', () => {
    expect(readExamples('Fixed, and nice catch.\n#\n', { usual: 'en', name: '' })).toEqual([
      { about: '', language: 'en', lines: [{ by: 'character', text: 'Fixed, and nice catch.' }] },
    ]);
  });
});
