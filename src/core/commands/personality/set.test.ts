import { beforeEach, describe, expect, it } from 'vitest';
import { ada, createStudioStage, fieldIn, formIn, juno, mia, type StudioStage, textIn } from '../../../../test/fakes/studio-stage.ts';
import { bodyOf } from '../../personalities/body-of.ts';

describe('setting one thing', () => {
  let stage: StudioStage;
  beforeEach(async () => {
    stage = createStudioStage([mia, juno]);
    await stage.studio.create(ada, { ...bodyOf(juno), name: 'Vesper' });
  });
  const vesper = async () => stage.library.get((await stage.library.find('vesper', ada))[0]?.id ?? '');

  it.each([
    ['4', 70],
    ['1', 10],
    ['5', 90],
    ['6', 6],
    ['82', 82],
    ['100', 100],
    ['0', 0],
    ['5%', 5],
    ['80 %', 80],
    ['affectionate', 90],
    ['Herzlich', 90],
    ['unset', undefined],
  ])('takes %s for a slider', async (typed, value) => {
    const answer = await stage.say(`personality set vesper warmth ${typed}`);
    expect((await vesper())?.sliders.warmth).toBe(value);
    expect(textIn(answer)).toMatch(/^Saved: Vesper, revision 2\.\nWarmth: 37 % reserved → /);
  });

  it.each(['101', '-1', '2.5', 'hot', '4 4', '999999'])('does not take %s for a slider', async (typed) => {
    expect(await stage.refusal(`personality set vesper warmth ${typed}`)).toMatchObject({
      code: 'invalid-fields',
      field: 'warmth',
      text: 'Warmth takes a level from 1 to 5, an exact value up to 100, a word such as “warm”, or unset. Nothing was changed.',
    });
    expect((await vesper())?.revision).toBe(1);
  });

  it('sets a text of many words, a choice by its word, the name, and clears', async () => {
    await stage.say('personality set vesper tagline never took her own advice');
    await stage.say('personality set vesper rating "adults only"');
    await stage.say('personality set vesper Greeting unset');
    await stage.say('personality set vesper tags smuggler, retired');
    await stage.say('personality set vesper name Vésper');
    expect(await vesper()).toMatchObject({
      name: 'Vésper',
      tagline: 'never took her own advice',
      rating: 'adult',
      tags: ['smuggler', 'retired'],
    });
    expect((await vesper())?.greetings).toEqual([{ kind: 'first', language: 'de', text: 'Ah, gut.' }]);
  });

  it('says what does not fit, in the language of who asks', async () => {
    const long = `personality set vesper tagline ${'x'.repeat(201)}`;
    expect(await stage.refusal(long)).toMatchObject({
      code: 'invalid-fields',
      field: 'tagline',
      text: 'Tagline: 201 characters, 200 fit. Nothing was changed.',
    });
    expect((await stage.refusal(long, { caller: { ...ada, language: 'de' } })).text).toBe(
      'Kurz gesagt: 201 Zeichen, 200 passen. Geändert wurde nichts.',
    );
    expect((await stage.refusal('personality set vesper name unset')).text).toBe('Name: This one is needed. Nothing was changed.');
    expect(await stage.refusal('personality set vesper warmt 4')).toMatchObject({
      code: 'invalid-option',
      field: 'field',
      text: 'There is no field “warmt”. Did you mean warmth? Nothing was changed.',
    });
    expect((await stage.refusal(`personality set vesper knowledge ${'y'.repeat(2001)}`)).text).toBe(
      'Knows well: Entry 1: at most 2,000 characters fit. Nothing was changed.',
    );
  });

  it('goes on with unsaved work of the form, on top of the change', async () => {
    const form = formIn(await stage.say('personality edit vesper'));
    await stage.say('personality edit', { args: form.submit.args, form: { values: { tagline: 'half' }, revision: 1, isPartial: true } });
    await stage.say('personality set vesper humor 3');
    const again = formIn(await stage.say('personality edit vesper'));
    expect([again.revision, fieldIn(again, 'tagline')?.value, fieldIn(again, 'humor')?.value]).toEqual([2, 'half', 3]);
  });

  it('copies a shipped one, and changes the copy from then on', async () => {
    expect(textIn(await stage.say('personality set juno humor 3'))).toContain('Juno is shipped and stays as it is; this is your copy.');
    expect(textIn(await stage.say('personality set juno humor 4'))).toBe('Saved: Juno, revision 3.\nHumor: 3 light → 4 playful');
    expect(await stage.library.find('Juno', ada)).toHaveLength(2);
  });

  it('changes nothing where nothing is different, and leaves credits alone', async () => {
    expect(textIn(await stage.say('personality set vesper tagline dry, teasing'))).toBe(
      'Nothing is different, so Vesper stays at revision 1.',
    );
    expect(textIn(await stage.say('personality set vesper creator Ada'))).toContain('Creator: nothing → Ada');
    expect(await stage.refusal('personality set vesper creator Bob')).toMatchObject({ code: 'read-only', field: 'field' });
    expect(await vesper()).toMatchObject({ revision: 2, creator: 'Ada' });
  });

  it('completes fields, levels with their words, and choices', async () => {
    const args = { field: 'warmth' };
    expect(await stage.complete('personality set', { option: 'field', typed: 'war' })).toEqual(['warmth']);
    expect(await stage.complete('personality set', { option: 'value', typed: '', args })).toEqual(['1', '2', '3', '4', '5', 'unset']);
    expect(await stage.complete('personality set', { option: 'value', typed: 'aff', args })).toEqual(['5']);
    expect(await stage.complete('personality set', { option: 'value', args: { field: 'rating' } })).toEqual([
      'everyone',
      'mature',
      'adult',
    ]);
    expect((await stage.complete('personality set', { option: 'field' })).length).toBeLessThanOrEqual(25);
  });
});
