import { beforeEach, describe, expect, it } from 'vitest';
import { ada, bob, createStudioStage, fieldIn, formIn, juno, mia, type StudioStage, textIn } from '../../../../test/fakes/studio-stage.ts';
import type { Answer } from '../../answers/answer.ts';
import type { Form } from '../../answers/form.ts';
import type { Json } from '../../answers/json.ts';
import { bodyOf } from '../../personalities/body-of.ts';

const valuesOf = (form: Form): Record<string, Json> =>
  Object.fromEntries(form.sections.flatMap(({ fields }) => fields).map(({ id, value }) => [id, value ?? null]));
const pressOf = (answer: Answer, label: string) =>
  answer.kind === 'text' ? answer.actions?.find((action) => action.label === label)?.press : undefined;

describe('the studio in a chat', () => {
  let stage: StudioStage;
  beforeEach(() => {
    stage = createStudioStage([mia, juno]);
  });

  const submit = (form: Form, changes: Record<string, Json>, further: { isPartial?: boolean; revision?: number } = {}): Promise<Answer> =>
    stage.say(form.submit.command, {
      args: form.submit.args,
      form: {
        values: { ...valuesOf(form), ...changes },
        revision: further.revision ?? form.revision,
        isPartial: further.isPartial ?? false,
      },
    });
  async function press(answer: Answer, label: string): Promise<Answer> {
    const call = pressOf(answer, label);
    if (call === undefined) throw new Error(`nothing to press: ${label}`);
    return stage.say(call.command, { args: call.args });
  }
  const own = async (name = 'Vesper') => stage.studio.create(ada, { ...bodyOf(juno), name });

  it('opens a form with what holds, at most five fields a section, levels with their words', async () => {
    const form = formIn(await stage.say('personality edit juno'));
    expect(form).toMatchObject({ title: 'Juno', revision: 4, submit: { command: 'personality edit', args: { name: 'juno' } } });
    expect(form.sections.map(({ title, fields }) => `${title}: ${fields.map(({ id }) => id).join(' ')}`)).toEqual([
      'Who: new-name tagline pronouns rating portrait',
      'Character: system backstory boundaries knowledge reminder',
      'How they talk: directness warmth formality empathy humor',
      'What they are like: openness conscientiousness extraversion agreeableness stability',
      'Length and lines: verbosity greeting greeting-return greeting-room examples',
    ]);
    expect(fieldIn(form, 'new-name')).toMatchObject({ value: 'Juno', limits: { required: true, maxLength: 80 } });
    expect(fieldIn(form, 'boundaries')?.value).toBe('Never bodies.\n[de] Nie Körper.');
    expect(fieldIn(form, 'warmth')).toMatchObject({ kind: 'level', value: 2 });
    expect(fieldIn(form, 'warmth')?.limits.options?.map(({ label }) => label)).toEqual([
      'cool',
      'reserved',
      'friendly',
      'warm',
      'affectionate',
    ]);
    expect(fieldIn(form, 'humor')?.value).toBeUndefined();
    expect(fieldIn(formIn(await stage.say('personality edit juno', { caller: { ...ada, language: 'de' } })), 'greeting')?.value).toBe(
      'Ah, gut.',
    );
    expect(formIn(await stage.say('personality edit')).title).toBe('Mia');
  });

  it('shows what would change before anything holds, and saves a shipped one as a copy', async () => {
    const form = formIn(await stage.say('personality edit juno'));
    const preview = await submit(form, { warmth: 4, greeting: 'Oh, {{user}}.', humor: '5' });
    expect(textIn(preview)).toBe(
      [
        'Juno, not saved yet:',
        'Warmth: 37 % reserved → 4 warm',
        'Humor: nothing → 5 clowning',
        'Greeting: Oh good. → Oh, {{user}}.',
        '',
        'Juno: Oh, Ada.',
      ].join('\n'),
    );
    expect(await stage.library.visibleTo(ada)).toHaveLength(2);
    const saved = await press(preview, 'Save');
    expect(textIn(saved)).toMatch(/^Saved: Juno, revision 2\.\nJuno is shipped and stays as it is; this is your copy\.\nWarmth: /);
    const copy = (await stage.library.find('Juno', ada)).find(({ owner }) => owner === 'ada');
    expect(await stage.library.get(copy?.id ?? '')).toMatchObject({
      sliders: { warmth: 70, humor: 90 },
      lore: juno.lore,
      boundaries: juno.boundaries,
    });
    expect((await stage.library.get('juno'))?.sliders).toEqual({ warmth: 37 });
    // It answers here when somebody wants that, not before.
    expect(textIn(await stage.say('personality show'))).toMatch(/^Mia/);
    expect(textIn(await press(saved, 'Use it here'))).toMatch(/^From now on Juno answers here\./);
  });

  it('takes the name of a shipped one for the copy from then on: undo, redo, diff, history', async () => {
    await press(await submit(formIn(await stage.say('personality edit juno')), { tagline: 'drier' }), 'Save');
    expect(textIn(await stage.say('personality edit juno undo'))).toBe('Juno is at revision 1 again.\nTagline: drier → dry, teasing');
    expect((await stage.refusal('personality edit juno undo')).text).toBe('There is nothing to undo on Juno: this is where it began.');
    expect(textIn(await stage.say('personality edit juno redo'))).toBe('Juno is at revision 2 again.\nTagline: dry, teasing → drier');
    expect(textIn(await stage.say('personality edit juno diff'))).toBe('Juno, revision 1 → 2:\nTagline: dry, teasing → drier');
    expect(textIn(await stage.say('personality edit juno history'))).toBe(
      'Juno, newest first:\n2 · 24 Nov 2026, 09:00 · holds now\n1 · 24 Nov 2026, 09:00',
    );
    expect(textIn(await stage.say('personality edit mia history'))).toContain('Mia is shipped: revision 1, no history.');
    expect((await stage.refusal('personality edit mia undo')).code).toBe('nothing-to-do');
  });

  it('leaves untouched fields exactly as they are, also what a form cannot show', async () => {
    const { id } = await own();
    await stage.studio.save(ada, id, { base: 1, body: { ...bodyOf(juno), name: 'Vesper', knowledge: ['a\n\nb', ' c '] } });
    await press(await submit(formIn(await stage.say('personality edit vesper')), { tagline: 'new', warmth: 2 }), 'Save');
    expect(await stage.library.get(id)).toMatchObject({
      revision: 3,
      tagline: 'new',
      knowledge: ['a\n\nb', ' c '],
      sliders: { warmth: 37 },
    });
  });

  it('says which fields need a look, keeps every text, and marks them in the form', async () => {
    await own();
    const long = 'x'.repeat(2140);
    const form = formIn(
      await submit(formIn(await stage.say('personality edit vesper')), { greeting: long, rating: 'matur', tagline: 'kept' }),
    );
    expect(form.title).toBe(
      'Vesper · Two fields need a look; all your text is kept. Rating: It must be one of: everyone, mature, adult. Did you mean mature? Greeting: 2,140 characters, 1,500 fit.',
    );
    expect(fieldIn(form, 'greeting')).toMatchObject({ value: long, fault: '2,140 characters, 1,500 fit.' });
    expect(fieldIn(form, 'rating')).toMatchObject({ value: 'matur' });
    expect(fieldIn(form, 'tagline')).toMatchObject({ value: 'kept' });
    expect(fieldIn(form, 'tagline')?.fault).toBeUndefined();
    // The text is kept in the draft too.
    expect(fieldIn(formIn(await stage.say('personality edit vesper')), 'greeting')?.value).toBe(long);
    expect(formIn(await stage.say('personality edit vesper save')).title).toContain(
      'One field needs a look; all your text is kept. Greeting: ',
    );
    expect((await stage.library.find('vesper', ada))[0]?.revision).toBe(1);
  });

  it('finds the entry of a list that is too long, and a name that is missing', async () => {
    await own();
    const form = formIn(
      await submit(formIn(await stage.say('personality edit vesper')), { knowledge: `ok\n${'y'.repeat(2001)}`, 'new-name': ' ' }),
    );
    expect(fieldIn(form, 'knowledge')?.fault).toBe('Entry 2: at most 2,000 characters fit.');
    expect(fieldIn(form, 'new-name')?.fault).toBe('This one is needed.');
  });

  it('keeps a form that was left half-way; it comes back with a title that says so', async () => {
    await own();
    const form = formIn(await stage.say('personality edit vesper'));
    const left = { values: { tagline: 'half', system: 'Half a sent' }, revision: form.revision, isPartial: true };
    expect(textIn(await stage.say('personality edit', { args: form.submit.args, form: left }))).toBe(
      'Kept as a draft. /personality edit Vesper goes on with it.',
    );
    const again = formIn(await stage.say('personality edit vesper'));
    expect(again.title).toBe('Vesper: your unsaved changes of 24 Nov 2026, 09:00');
    expect(fieldIn(again, 'tagline')?.value).toBe('half');
    expect(fieldIn(again, 'system')?.value).toBe('Half a sent');
    expect(textIn(await stage.say('personality edit vesper preview'))).toContain('Tagline: dry, teasing → half');
    expect(textIn(await stage.say('personality edit vesper discard'))).toBe('The draft is gone. Vesper stays at revision 1.');
    expect(formIn(await stage.say('personality edit vesper')).title).toBe('Vesper');
    expect((await stage.refusal('personality edit vesper save')).text).toBe(
      'No changes of yours wait on Vesper. /personality edit Vesper begins some.',
    );
    expect(textIn(await stage.say('personality edit vesper preview'))).toContain('Vesper: Oh good.');
  });

  it('refuses a form older than a change, overwrites nothing, and carries the text over', async () => {
    const { id } = await own();
    const old = formIn(await stage.say('personality edit vesper'));
    await stage.clock.advance(5 * 3_600_000);
    await stage.say('personality set vesper pronouns they/them');
    const refused = await stage.refusal('personality edit', {
      args: old.submit.args,
      form: { values: { ...valuesOf(old), tagline: 'mine' }, revision: old.revision, isPartial: false },
    });
    expect(refused).toMatchObject({
      code: 'stale-form',
      text: 'This form is older than the change of 24 Nov 2026, 14:00. Nothing was overwritten; what you typed is kept: /personality edit Vesper',
    });
    expect(await stage.library.get(id)).toMatchObject({ tagline: 'dry, teasing', pronouns: 'they/them' });
    expect((await stage.refusal('personality edit vesper save')).code).toBe('stale-form');
    const again = formIn(await stage.say('personality edit vesper'));
    expect([fieldIn(again, 'tagline')?.value, fieldIn(again, 'pronouns')?.value]).toEqual(['mine', 'they/them']);
    await press(await submit(again, {}), 'Save');
    expect(await stage.library.get(id)).toMatchObject({ revision: 3, tagline: 'mine', pronouns: 'they/them' });
  });

  it('keeps no draft of a form in which nothing was changed', async () => {
    await own();
    const form = formIn(await stage.say('personality edit vesper'));
    expect(textIn(await submit(form, {}, { isPartial: true }))).toBe('Nothing is different, so Vesper stays at revision 1.');
    expect(formIn(await stage.say('personality edit vesper')).title).toBe('Vesper');
  });

  it('says so when nothing is different, and forgets the draft', async () => {
    await own();
    const form = formIn(await stage.say('personality edit vesper'));
    expect(textIn(await submit(form, {}))).toBe('Nothing is different, so Vesper stays at revision 1.');
    expect(await stage.store.personalities.draftsOf('ada')).toEqual([]);
  });

  it('refuses fields there are not, and people it is not for', async () => {
    const { id } = await own();
    const form = formIn(await stage.say('personality edit vesper'));
    const answer = stage.refusal('personality edit', {
      args: form.submit.args,
      form: { values: { taglin: 'x' }, revision: 1, isPartial: false },
    });
    expect(await answer).toMatchObject({
      code: 'invalid-fields',
      field: 'taglin',
      text: 'There is no field “taglin”. Did you mean tagline? Nothing was changed.',
    });
    expect((await stage.refusal(`personality edit ${id}`, { caller: bob })).code).toBe('unknown-personality');
    // Somebody else's answers in the room: it can be seen, not changed.
    await stage.store.commit([{ write: 'setting', level: 'room', owner: bob.room, key: 'personality', value: id, at: 0 }]);
    expect(await stage.refusal('personality edit', { caller: bob })).toMatchObject({
      code: 'not-allowed',
      text: 'Vesper belongs to somebody else, so nothing was changed. Your own: /personality browse',
    });
  });

  it('completes the steps of the studio', async () => {
    expect(await stage.complete('personality edit', { option: 'value', typed: 'd' })).toEqual(['discard', 'diff', 'draft']);
    expect(await stage.complete('personality edit', { typed: 'ju' })).toEqual(['Juno']);
    expect((await stage.refusal('personality edit juno undoo')).text).toContain('Did you mean undo?');
  });
});
