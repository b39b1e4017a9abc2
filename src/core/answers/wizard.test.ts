import { describe, expect, it } from 'vitest';
import type { Form } from './form.ts';
import { readWizardLine, renderField, renderForm } from './wizard.ts';

const story = `She grew up by the sea.\n\n${'Then she moved on. '.repeat(20)}`;
const form: Form = {
  id: 'f1',
  revision: 2,
  title: 'Juno, revision 2',
  submit: { command: 'personality edit', args: { name: 'juno' } },
  sections: [
    {
      title: 'Who she is',
      fields: [
        {
          id: 'name',
          label: 'Name',
          help: 'What people call her.',
          kind: 'line',
          value: 'Juno',
          fault: 'There is a Juno already.',
          limits: { required: true, maxLength: 12 },
        },
        { id: 'story', label: 'Backstory', help: '', kind: 'text', value: story, limits: { maxLength: 8000 } },
      ],
    },
    {
      title: 'Voice',
      fields: [
        {
          id: 'warmth',
          label: 'Warmth',
          help: '',
          kind: 'level',
          value: 4,
          limits: { options: ['ice cold', 'cool', 'even', 'warm', 'glowing'].map((label, at) => ({ value: String(at + 1), label })) },
        },
        { id: 'humor', label: 'Humour', help: '', kind: 'level', limits: {} },
        { id: 'adult', label: 'An adult', help: '', kind: 'flag', value: true, limits: {} },
        { id: 'key', label: 'Key', help: '', kind: 'secret', value: 'hush-hush', limits: {} },
      ],
    },
  ],
};

describe('a form as a card of text', () => {
  it('numbers the fields over all sections, shows short values and marks faults', () => {
    expect(renderForm(form, 'en')).toBe(
      [
        'Juno, revision 2',
        '',
        'Who she is',
        ' 1  Name: Juno',
        '    ! There is a Juno already.',
        ` 2  Backstory: She grew up by the sea. ⏎ Then she moved on. Then she moved… (${story.length} characters)`,
        '',
        'Voice',
        ' 3  Warmth: 4 warm',
        ' 4  Humour: (not set)',
        ' 5  An adult: yes',
        ' 6  Key: (not shown)',
        '',
        '“1 New text” fills in 1, “show 1” prints it whole, “clear 1” empties it. “save” finishes, “cancel” leaves.',
      ].join('\n'),
    );
  });

  it('speaks German', () => {
    const card = renderForm(form, 'de-AT');
    expect(card).toContain('Humour: (nicht gesetzt)');
    expect(card).toContain('An adult: ja');
    expect(card).toContain('„speichern“ schließt ab');
  });

  it('shows one field whole, with what may stand there; a secret never', () => {
    const [name, text] = form.sections[0]?.fields ?? [];
    if (name === undefined || text === undefined) throw new Error('no fields');
    expect(renderField(text, 'en').endsWith(story)).toBe(true);
    expect(renderField(name, 'en')).toBe(
      'Name\nWhat people call her.\nAt most 12 characters.\nIt may not stay empty.\n! There is a Juno already.\n\nJuno',
    );
    expect(renderForm(form, 'en') + form.sections[1]?.fields.map((field) => renderField(field, 'en')).join('')).not.toContain('hush');
  });
});

describe('a line to an open form', () => {
  const read = (line: string) => {
    const step = readWizardLine(form, line);
    return step !== undefined && 'field' in step && step.field !== undefined ? { ...step, field: step.field.id } : step;
  };

  it.each([
    ['1 Juno the Second'.slice(0, 14), { kind: 'set', field: 'name', value: 'Juno the Sec' }],
    ['2. one\\ntwo', { kind: 'set', field: 'story', value: 'one\ntwo' }],
    ['2: a real\nbreak and \\\\n', { kind: 'set', field: 'story', value: 'a real\nbreak and \\n' }],
    ['3 5', { kind: 'set', field: 'warmth', value: 5 }],
    ['3 glowing', { kind: 'set', field: 'warmth', value: 5 }],
    ['5 nein', { kind: 'set', field: 'adult', value: false }],
    ['clear 3', { kind: 'set', field: 'warmth', value: null }],
    ['leere 2', { kind: 'set', field: 'story', value: '' }],
    ['show 2', { kind: 'show', field: 'story' }],
    ['Zeig 2', { kind: 'show', field: 'story' }],
    ['2', { kind: 'show', field: 'story' }],
    ['SAVE', { kind: 'save' }],
    ['speichern', { kind: 'save' }],
    ['cancel', { kind: 'cancel' }],
    [' abbrechen ', { kind: 'cancel' }],
  ])('%j', (line, step) => expect(read(line)).toEqual(step));

  it.each([
    ['1 A name that is too long', 'name', '23 characters, 12 fit.'],
    ['clear 1', 'name', 'This one is needed.'],
    ['3 9', 'warmth', 'A level is 1 to 5, or nothing.'],
    ['9 x', undefined, 'There is no field 9 here; the last one is 6.'],
    ['0 x', undefined, 'There is no field 0 here; the last one is 6.'],
  ])('%j is refused with its reason, and nothing is set', (line, field, reason) => {
    const step = readWizardLine(form, line);
    expect(step).toMatchObject({ kind: 'fault', fault: { en: reason } });
    expect(step !== undefined && 'field' in step ? step.field?.id : undefined).toBe(field);
  });

  it.each(['/help', '/1', 'hello', 'save me', 'show me', 'I have 2 dogs', '', '  ', '1234 x', '1st of May'])(
    '%j is not meant for it',
    (line) => {
      expect(readWizardLine(form, line)).toBeUndefined();
    },
  );
});
