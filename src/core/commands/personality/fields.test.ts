import { describe, expect, it } from 'vitest';
import { shippedPersonality } from '../../../../test/fakes/studio-stage.ts';
import { bodyOf } from '../../personalities/body-of.ts';
import { sliderNames } from '../../personalities/personality.ts';
import { bodyFaults } from './field-faults.ts';
import { createFields, fields, formFields, sections } from './fields.ts';

const body = bodyOf(shippedPersonality({ id: 'x', name: 'X' }));
const plain = fields.filter(
  ({ id, part, maxLength }) => maxLength !== undefined && (typeof body[part] === 'string' || id.startsWith('greeting')),
);

describe('the fields of the studio', () => {
  it.each(plain.map((field) => ({ id: field.id, field })))(
    '$id holds as much as its form says, and not a character more',
    ({ id, field }) => {
      const most = field.maxLength ?? 0;
      expect(bodyFaults(field.write(body, 'x'.repeat(most), 'en'), fields)).toEqual(new Map());
      expect([...bodyFaults(field.write(body, 'x'.repeat(most + 1), 'en'), fields).keys()]).toEqual([id]);
    },
  );

  it('are at most five a section, each once, every slider among them', () => {
    expect(createFields.length).toBeLessThanOrEqual(5);
    for (const section of sections) expect(section.fields.length).toBeLessThanOrEqual(5);
    const ids = formFields.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([...sliderNames]));
  });

  // A picture is not written, it is received.
  it.each(fields.filter(({ kind }) => kind !== 'file').map((field) => ({ id: field.id, field })))(
    '$id shows what was written into it',
    ({ field }) => {
      const value = field.kind === 'level' ? 4 : field.kind === 'choice' ? 'mature' : 'words of mine';
      const shown = field.read(field.write(body, value, 'en'), 'en');
      expect(shown).toBe(field.id === 'examples' ? '#\n{{char}}: words of mine' : value);
    },
  );
});
