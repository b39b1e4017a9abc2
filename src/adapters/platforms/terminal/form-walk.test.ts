import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field, Form } from '../../../core/answers/form.ts';
import { acceptValue, previousField, redoStep, startWalk, undoStep, valuesOf } from './form-walk.ts';

const field = (id: string, more: Partial<Field> = {}): Field => ({ id, label: id, help: '', kind: 'line', limits: {}, ...more });
const formOf = (...fields: readonly Field[]): Form => ({
  id: 'f',
  revision: 1,
  title: 'F',
  sections: [
    { title: 'One', fields: fields.slice(0, 2) },
    { title: 'Two', fields: fields.slice(2) },
  ],
  submit: { command: 'x', args: {} },
});
const form = formOf(field('name', { value: 'Juno' }), field('text', { kind: 'text', value: 'a\nb' }), field('level', { kind: 'level' }));

describe('walking through a form', () => {
  it('goes field by field; what stays as it was is no step', () => {
    const { walk, isChanged } = acceptValue(startWalk(form), 'Juno');
    expect([isChanged, walk.at, walk.past]).toEqual([false, 1, []]);
    const next = acceptValue(walk, 'c');
    expect([next.isChanged, next.walk.at]).toEqual([true, 2]);
    expect(acceptValue(next.walk, null).isChanged).toBe(false);
    expect(previousField(previousField(previousField(next.walk))).at).toBe(0);
  });

  it('only the first field of a section carries its title', () => {
    expect(startWalk(form).fields.map(({ section }) => section)).toEqual(['One', undefined, 'Two']);
  });

  it('came back with faults: only those fields are asked', () => {
    const walk = startWalk(formOf(field('a'), field('b', { fault: 'no' }), field('c'), field('d', { fault: 'no' })));
    expect(walk.at).toBe(1);
    const second = acceptValue(walk, 'x').walk;
    expect(second.at).toBe(3);
    expect(acceptValue(second, 'y').walk.at).toBe(4);
  });

  it('undo jumps to the field of the step and back again, over the whole form', () => {
    const fill = fc.array(fc.tuple(fc.nat({ max: 2 }), fc.constantFrom('a', 'b', 'c')), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fill, (steps) => {
        let walk = startWalk(form);
        const states = [walk.values];
        for (const [at, value] of steps) {
          const accepted = acceptValue({ ...walk, at }, value);
          walk = accepted.walk;
          if (accepted.isChanged) states.push(walk.values);
        }
        const end = walk.values;
        for (const before of states.slice(0, -1).reverse()) {
          const step = walk.past.at(-1);
          walk = undoStep(walk) ?? walk;
          expect([walk.values, walk.at]).toEqual([before, step?.at]);
        }
        expect(undoStep(walk)).toBeUndefined();
        for (let redone = redoStep(walk); redone !== undefined; redone = redoStep(walk)) walk = redone;
        expect(walk.values).toEqual(end);
      }),
    );
  });

  it('a new value after undo ends what could be redone', () => {
    const changed = undoStep(acceptValue(startWalk(form), 'June').walk);
    if (changed === undefined) throw new Error('nothing to undo');
    expect(redoStep(acceptValue(changed, 'Juna').walk)).toBeUndefined();
  });

  it('hands over what is set, says what was taken back, and keeps secrets out of drafts', () => {
    const secret = formOf(
      field('name', { value: 'Juno' }),
      field('key', { kind: 'secret', value: 'kept' }),
      field('level', { kind: 'level' }),
    );
    const start = startWalk(secret);
    expect(valuesOf(start, false)).toEqual({ name: 'Juno' });
    const filled = acceptValue(acceptValue({ ...start, at: 1 }, 'new key').walk, 4).walk;
    expect(valuesOf(filled, false)).toEqual({ name: 'Juno', key: 'new key', level: 4 });
    expect(valuesOf(filled, true)).toEqual({ name: 'Juno', level: 4 });
    expect(valuesOf(undoStep(filled) ?? start, true)).toEqual({ name: 'Juno', level: null });
    expect(acceptValue({ ...start, at: 1 }, '').isChanged).toBe(false);
  });
});
