import { ComponentType } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field, Form } from '../../../core/answers/form.ts';
import { createSay } from '../../../core/texts/create-say.ts';
import { toFormPanel } from './form-panel.ts';
import { readModal, toFixModal, toSectionModal } from './modals.ts';

const view = { say: createSay(), locale: 'en' };
const field = (kind: Field['kind'], more: Partial<Field> = {}): Field => ({ id: kind, label: kind, help: '', kind, limits: {}, ...more });
const formOf = (...fields: readonly Field[]): Form => ({
  id: 'form',
  revision: 1,
  title: 'Title',
  sections: [{ title: 'Section', fields }],
  submit: { command: 'me', args: {} },
});
const many = (count: number) => Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `Option ${index}` }));

/** The one component that a field becomes. */
function componentOf(one: Field) {
  const [label] = toSectionModal(formOf(one), 0, view).components;
  if (label?.type !== ComponentType.Label) throw new Error('no label');
  return label.component;
}

describe('a field in a window', () => {
  it.each<[string, Field, object]>([
    [
      'a line',
      field('line', { value: 'a', limits: { maxLength: 40, required: true } }),
      { type: 4, style: 1, value: 'a', max_length: 40, required: true },
    ],
    ['a text', field('text', { value: 'a\nb' }), { type: 4, style: 2, value: 'a\nb', max_length: 4000, required: false }],
    ['a line that got line breaks', field('line', { value: 'a\nb' }), { type: 4, style: 2, value: 'a\nb' }],
    [
      'a text that is too long for its limit',
      field('text', { value: 'x'.repeat(50), limits: { maxLength: 10 } }),
      { type: 4, max_length: 50 },
    ],
    [
      'a text too long for any window',
      field('text', { value: 'x'.repeat(4001) }),
      { type: 19, required: false, min_values: 0, max_values: 1 },
    ],
    ['a flag', field('flag', { value: true }), { type: 23, default: true }],
    ['a file', field('file', { limits: { required: true } }), { type: 19, required: true, min_values: 1 }],
    ['a few choices', field('choice', { limits: { options: many(3), required: true } }), { type: 21, required: true }],
    ['a choice of many', field('choice', { limits: { options: many(20) } }), { type: 3, min_values: 0, max_values: 1 }],
    ['a choice of far too many', field('choice', { value: 'v3', limits: { options: many(40) } }), { type: 4, value: 'v3' }],
    ['several of a few', field('choices', { value: ['v1'], limits: { options: many(5) } }), { type: 22, min_values: 0, max_values: 5 }],
    ['several of many', field('choices', { limits: { options: many(20) } }), { type: 3, max_values: 20 }],
  ])('is right for %s', (_what, one, component) => {
    expect(componentOf(one)).toMatchObject(component);
  });

  it('never shows a secret, and an empty one keeps the one there is', () => {
    const secret = field('secret', { value: 'hush' });
    expect(JSON.stringify(componentOf(secret))).not.toContain('hush');
    const part = {
      type: ComponentType.Label,
      id: 1,
      component: { type: ComponentType.TextInput, id: 2, custom_id: 'secret', value: '' },
    } as const;
    expect(readModal({ components: [part] }, [secret]).values).toEqual({});
  });

  it('has the five words of a level and the choice of none', () => {
    const words = ['cold', 'cool', 'mild', 'warm', 'hot'].map((label, index) => ({ value: String(index), label }));
    const component = componentOf(field('level', { value: 4, limits: { options: words } }));
    if (component.type !== ComponentType.RadioGroup) throw new Error('no radio group');
    expect(component.options.map(({ label }) => label)).toEqual(['1 · cold', '2 · cool', '3 · mild', '4 · warm', '5 · hot', 'not set']);
    expect(component.options.filter((option) => option.default === true).map(({ label }) => label)).toEqual(['4 · warm']);
  });

  it('offers only what needs a look, at most four, with what is wrong above', () => {
    const faulty = ['a', 'b', 'c', 'd', 'e'].map((id) => field('line', { id, label: id, value: `typed ${id}`, fault: `wrong ${id}` }));
    const { components, custom_id } = toFixModal(formOf(...faulty), faulty, view);
    expect(custom_id).toBe('f:form:fix');
    expect(components).toHaveLength(5);
    expect(components[0]).toMatchObject({ type: 10, content: '**a**: wrong a\n**b**: wrong b\n**c**: wrong c\n**d**: wrong d' });
    expect(components[1]).toMatchObject({ component: { value: 'typed a' } });
  });
});

const anyField = fc
  .record({
    id: fc.stringMatching(/^[a-z][a-z-]{0,20}$/),
    label: fc.string({ minLength: 1, maxLength: 120 }),
    help: fc.string({ maxLength: 300 }),
    kind: fc.constantFrom('line', 'text', 'level', 'choice', 'choices', 'flag', 'file', 'secret'),
    value: fc.option(fc.oneof(fc.string({ maxLength: 6000 }), fc.integer({ min: 1, max: 5 }), fc.boolean()), { nil: undefined }),
    fault: fc.option(fc.string({ maxLength: 400 }), { nil: undefined }),
    options: fc.array(fc.record({ value: fc.string({ maxLength: 150 }), label: fc.string({ maxLength: 150 }) }), { maxLength: 40 }),
    required: fc.boolean(),
    maxLength: fc.option(fc.integer({ min: 1, max: 12_000 }), { nil: undefined }),
  })
  .map(({ options, required, maxLength, value, fault, ...rest }): Field => {
    const unique = options.filter((one, index) => options.findIndex((other) => other.value === one.value) === index);
    return {
      ...rest,
      ...(value === undefined ? {} : { value }),
      ...(fault === undefined ? {} : { fault }),
      limits: { required, options: rest.kind === 'level' ? many(5) : unique, ...(maxLength === undefined ? {} : { maxLength }) },
    };
  });

describe('any form', () => {
  const anyForm = fc
    .record({
      title: fc.string({ minLength: 1, maxLength: 300 }),
      sections: fc.array(fc.uniqueArray(anyField, { selector: ({ id }) => id, minLength: 1, maxLength: 5 }), {
        minLength: 1,
        maxLength: 6,
      }),
    })
    .map(
      ({ title, sections }): Form => ({
        ...formOf(),
        title,
        sections: sections.map((fields, index) => ({ title: `Section ${index}`, fields })),
      }),
    );

  it('fits what Discord takes', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        for (const section of form.sections.keys()) {
          const modal = toSectionModal(form, section, view);
          expect(modal.title.length).toBeLessThanOrEqual(45);
          expect(modal.custom_id.length).toBeLessThanOrEqual(100);
          expect(modal.components.length).toBeLessThanOrEqual(5);
          for (const label of modal.components) {
            if (label.type !== ComponentType.Label) continue;
            expect(label.label.length).toBeLessThanOrEqual(45);
            expect(label.description?.length ?? 1).toBeLessThanOrEqual(100);
            const part = label.component;
            if (part.type === ComponentType.TextInput) {
              expect(part.value?.length ?? 0).toBeLessThanOrEqual(part.max_length ?? 4000);
              expect(part.max_length).toBeLessThanOrEqual(4000);
            }
            if (part.type === ComponentType.RadioGroup) expect([part.options.length >= 2, part.options.length <= 10]).toEqual([true, true]);
            if ('options' in part)
              for (const option of part.options) {
                expect(option.label.length).toBeLessThanOrEqual(100);
                expect(option.value.length).toBeLessThanOrEqual(100);
                expect(option.label.length).toBeGreaterThan(0);
              }
          }
        }
      }),
    );
  });

  it('has a panel that fits too', () => {
    fc.assert(
      fc.property(anyForm, fc.boolean(), (form, showsValues) => {
        const { body } = toFormPanel(form, { ...view, showsValues });
        expect(body.content?.length).toBeLessThanOrEqual(2000);
        expect(body.components?.length).toBeLessThanOrEqual(5);
      }),
    );
  });
});
