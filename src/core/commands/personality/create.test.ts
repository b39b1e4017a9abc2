import { beforeEach, describe, expect, it } from 'vitest';
import { ada, bob, createStudioStage, fieldIn, formIn, juno, mia, type StudioStage, textIn } from '../../../../test/fakes/studio-stage.ts';
import type { Answer } from '../../answers/answer.ts';
import type { Form } from '../../answers/form.ts';
import type { Json } from '../../answers/json.ts';
import { bodyOf } from '../../personalities/body-of.ts';

describe('making a personality', () => {
  let stage: StudioStage;
  beforeEach(() => {
    stage = createStudioStage([mia, juno]);
  });
  const back = (form: Form, values: Record<string, Json>, isPartial = false): Promise<Answer> =>
    stage.say(form.submit.command, { args: form.submit.args, form: { values, revision: form.revision, isPartial } });

  it('needs a name and a sentence, no form', async () => {
    const answer = await stage.say('personality create Vesper a retired smuggler who gives advice she never took');
    expect(textIn(answer)).toBe(
      'Vesper is here and yours alone. /personality use Vesper lets it answer, /personality edit Vesper refines it.',
    );
    const [entry] = await stage.library.find('vesper', ada);
    expect(await stage.library.get(entry?.id ?? '')).toMatchObject({
      system: 'a retired smuggler who gives advice she never took',
      rating: 'everyone',
      sliders: {},
      creator: '',
    });
    expect(textIn(await stage.say('personality use vesper'))).toBe('From now on Vesper answers here.');
  });

  it('asks in a form otherwise, with what is known filled in', async () => {
    const form = formIn(await stage.say('personality create Vesper'));
    expect(form.sections.flatMap(({ fields }) => fields.map(({ id }) => id))).toEqual(['name', 'text', 'tagline', 'pronouns', 'rating']);
    expect(fieldIn(form, 'name')?.value).toBe('Vesper');
    expect(textIn(await back(form, { name: 'Vesper', text: 'a smuggler', tagline: 'retired', rating: 'mature' }))).toContain(
      'Vesper is here',
    );
    expect((await stage.library.find('vesper', ada))[0]).toMatchObject({ tagline: 'retired', rating: 'mature' });
  });

  it('keeps every text when something needs a look', async () => {
    const form = formIn(
      await back(formIn(await stage.say('personality create')), { name: '', text: 'a smuggler', tagline: 't'.repeat(201) }),
    );
    expect(form.title).toContain('Two fields need a look; all your text is kept.');
    expect([fieldIn(form, 'name')?.fault, fieldIn(form, 'text')?.value, fieldIn(form, 'tagline')?.fault]).toEqual([
      'This one is needed.',
      'a smuggler',
      '201 characters, 200 fit.',
    ]);
    await back(form, { name: 'Vesper', text: 'a smuggler', tagline: 'short' });
    expect(await stage.store.personalities.draftsOf('ada')).toEqual([]);
    expect(await stage.library.find('vesper', ada)).toHaveLength(1);
  });

  it('goes on with one that was left half-way', async () => {
    const form = formIn(await stage.say('personality create'));
    expect(textIn(await back(form, { text: 'a smugg' }, true))).toBe('Kept as a draft. /personality create goes on with it.');
    expect(formIn(await stage.say('personality create', { caller: bob })).title).toBe('A new personality');
    const again = formIn(await stage.say('personality create'));
    expect(again.title).toBe('A new personality, as you left it on 24 Nov 2026, 09:00');
    expect(again.submit).toEqual(form.submit);
    expect(fieldIn(again, 'text')?.value).toBe('a smugg');
    // Somebody else, made at once, leaves it waiting.
    await stage.say('personality create Aron a baker');
    expect(await stage.complete('personality create', { option: 'value' })).toEqual([form.submit.args['value']]);
    await back(again, { name: 'Vesper', text: 'a smuggler' });
    expect((await stage.library.visibleTo(ada)).map(({ name }) => name)).toEqual(['Aron', 'Juno', 'Mia', 'Vesper']);
    expect(formIn(await stage.say('personality create')).title).toBe('A new personality');
  });

  it('keeps nothing of a form that was left empty', async () => {
    expect(textIn(await back(formIn(await stage.say('personality create')), {}, true))).toBe('Nothing was filled in, so nothing is kept.');
    expect(await stage.store.personalities.draftsOf('ada')).toEqual([]);
  });

  it('makes one, however often the form is sent in', async () => {
    const form = formIn(await stage.say('personality create'));
    const values = { name: 'Vesper', text: 'a smuggler' };
    const answers = await Promise.all([back(form, values), back(form, values)]);
    answers.push(await back(form, values));
    for (const answer of answers) expect(textIn(answer)).toContain('Vesper is here');
    expect(await stage.library.find('vesper', ada)).toHaveLength(1);
    expect(await stage.store.personalities.draftsOf('ada')).toEqual([]);
  });

  it('makes one, when a crash has the typed line run again', async () => {
    for (const turn of ['T1', 'T1', 'T2']) await stage.say('personality create Vesper a smuggler', { turn });
    expect((await stage.library.find('vesper', ada)).map(({ id }) => id)).toEqual(['t1', 't2']);
  });

  it('does not let a form stand in for a personality that is there', async () => {
    const { id } = await stage.studio.create(ada, bodyOf(juno));
    const form = formIn(await stage.say('personality create', { args: { value: id } }));
    expect(form.submit.args['value']).not.toBe(id);
  });
});
