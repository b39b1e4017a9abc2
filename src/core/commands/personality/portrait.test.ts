import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { gif, jpeg, png, pngOf } from '../../../../test/fakes/picture-samples.ts';
import {
  ada,
  createStudioStage,
  fieldIn,
  formIn,
  juno,
  mia,
  type StudioStage,
  shippedPersonality,
  textIn,
} from '../../../../test/fakes/studio-stage.ts';
import type { Answer } from '../../answers/answer.ts';
import { toPictureText, toUnreadText } from '../../answers/file-text.ts';
import type { Form } from '../../answers/form.ts';
import type { Json } from '../../answers/json.ts';
import { bodyOf } from '../../personalities/body-of.ts';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const shownAs = (kind: string, bytes: Uint8Array): string => `${kind} ${hashOf(bytes).slice(0, 8)}`;
const file = (bytes: Uint8Array): string => toPictureText({ name: 'x', bytes }) ?? 'no picture';
/** The files under an answer, as bytes. */
const filesOf = (answer: Answer) =>
  answer.kind === 'text'
    ? (answer.files ?? []).map(({ name, mime, base64 }) => ({ name, mime, bytes: new Uint8Array(Buffer.from(base64 ?? '', 'base64')) }))
    : [];

describe('a portrait', () => {
  let stage: StudioStage;
  beforeEach(async () => {
    stage = createStudioStage([mia, juno], {
      host: {
        pictureFile: async (participant, path) => {
          if (participant !== 'terminal:owner') return undefined;
          return path === 'huge.png' ? { size: 9_000_000 } : path === 'her.png' ? { bytes: png } : { fault: { en: 'Gone.', de: 'Weg.' } };
        },
      },
    });
    await stage.studio.create(ada, { ...bodyOf(juno), name: 'Vesper' });
  });

  const submit = (form: Form, values: Record<string, Json>, isPartial = false): Promise<Answer> =>
    stage.say(form.submit.command, { args: form.submit.args, form: { values, revision: form.revision, isPartial } });
  const edit = async (): Promise<Form> => formIn(await stage.say('personality edit vesper'));
  const show = async () => filesOf(await stage.say('personality show vesper'));
  const isKept = async (bytes: Uint8Array): Promise<boolean> => (await stage.store.pictures.get(hashOf(bytes))) !== undefined;

  it('comes with a form, waits in the draft, holds with the save, and is shown byte for byte', async () => {
    const form = await edit();
    expect(fieldIn(form, 'portrait')).toMatchObject({ kind: 'file', limits: { picture: true } });
    await submit(form, { portrait: file(png), tagline: 'seen' }, true);
    expect(await show()).toEqual([]);
    expect(fieldIn(await edit(), 'portrait')?.value).toBe(shownAs('PNG', png));
    // The form sends back what it showed: that is the same picture still.
    const preview = await submit(await edit(), { portrait: shownAs('PNG', png), tagline: 'seen' });
    expect(textIn(preview)).toContain(`Portrait: nothing → ${shownAs('PNG', png)}`);
    expect(textIn(await stage.say('personality edit vesper save'))).toContain('Saved: Vesper, revision 2.');
    expect(await show()).toEqual([{ name: 'vesper.png', mime: 'image/png', bytes: png }]);
  });

  it('goes with undo, comes with redo, and can be taken away', async () => {
    await stage.say('personality set vesper portrait', { args: { file: file(jpeg) } });
    await stage.say('personality set vesper portrait', { args: { file: file(gif) } });
    expect((await show())[0]).toMatchObject({ name: 'vesper.gif', bytes: gif });
    await stage.say('personality edit vesper undo');
    expect((await show())[0]).toMatchObject({ name: 'vesper.jpg', bytes: jpeg });
    await stage.say('personality edit vesper redo');
    expect(textIn(await stage.say('personality set vesper portrait unset'))).toContain(`Portrait: ${shownAs('GIF', gif)} → nothing`);
    expect(await show()).toEqual([]);
    // An earlier revision has it still.
    expect([await isKept(gif), await isKept(jpeg)]).toEqual([true, true]);
    await submit(await edit(), { portrait: file(png) }, true);
    await submit(await edit(), { portrait: '' }, true);
    expect(formIn(await stage.say('personality edit vesper')).title).toBe('Vesper');
    expect(await isKept(png)).toBe(false);
  });

  it('that was replaced in a form can be taken back to the one that holds', async () => {
    await stage.say('personality set vesper portrait', { args: { file: file(gif) } });
    const held = await edit();
    await submit(held, { portrait: file(png) }, true);
    await submit(held, { portrait: shownAs('GIF', gif) }, true);
    expect(formIn(await stage.say('personality edit vesper')).title).toBe('Vesper');
    expect([await isKept(gif), await isKept(png)]).toEqual([true, false]);
  });

  it('of a draft that is thrown away is gone to the last byte', async () => {
    await submit(await edit(), { portrait: file(png) }, true);
    expect(await isKept(png)).toBe(true);
    await stage.say('personality edit vesper discard');
    expect(await isKept(png)).toBe(false);
  });

  it.each([
    ['is no picture', toUnreadText({ name: 'a.pdf', size: 5 }), 'It must be a picture: PNG, JPEG, WebP or GIF.'],
    ['is a name on the machine of somebody who does not sit there', '/etc/passwd', 'It must be a picture: PNG, JPEG, WebP or GIF.'],
    ['is too large', file(pngOf(1024 * 1024 + 1)), '1,025 KB, 1,024 fit.'],
    ['was not even fetched', toUnreadText({ name: 'a.png', size: 3_000_000 }), '2,930 KB, 1,024 fit.'],
    ['is cut off', file(png.subarray(0, 50)), 'The picture is broken, or its end is missing.'],
  ])('that %s comes back with its fault, and every text is kept', async (_, value, fault) => {
    await stage.say('personality set vesper portrait', { args: { file: file(gif) } });
    const form = formIn(await submit(await edit(), { portrait: value, tagline: 'kept', system: 'kept too' }));
    expect(form.title).toBe(`Vesper · One field needs a look; all your text is kept. Portrait: ${fault}`);
    // What is there stays there, and what came is not shown as if it were.
    expect(fieldIn(form, 'portrait')).toMatchObject({ fault, value: shownAs('GIF', gif) });
    expect([fieldIn(form, 'tagline')?.value, fieldIn(form, 'system')?.value]).toEqual(['kept', 'kept too']);
    expect(await stage.refusal('personality set vesper portrait', { args: { file: value } })).toMatchObject({
      code: 'invalid-fields',
      field: 'portrait',
      text: `Portrait: ${fault} Nothing was changed.`,
    });
    expect((await show())[0]?.bytes).toEqual(gif);
  });

  it('is a path only for the operator at the machine', async () => {
    const owner = { ...ada, participant: 'terminal:owner' } as const;
    expect(textIn(await stage.say('personality set vesper portrait her.png', { caller: owner }))).toContain('Portrait: nothing → PNG');
    expect((await show())[0]?.bytes).toEqual(png);
    expect((await stage.refusal('personality set vesper portrait huge.png', { caller: owner })).text).toBe(
      'Portrait: 8,790 KB, 1,024 fit. Nothing was changed.',
    );
    expect((await stage.refusal('personality set vesper portrait lost.png', { caller: owner })).text).toBe(
      'Portrait: Gone. Nothing was changed.',
    );
    expect((await stage.refusal('personality set vesper portrait lost.png', { caller: { ...owner, language: 'de' } })).text).toBe(
      'Porträt: Weg. Geändert wurde nichts.',
    );
    expect((await stage.refusal('personality set vesper portrait her.png')).code).toBe('invalid-fields');
  });

  it('is the only thing that comes as a file', async () => {
    expect(await stage.refusal('personality set vesper tagline', { args: { file: file(png) } })).toMatchObject({
      code: 'invalid-option',
      field: 'file',
      text: 'Only a portrait comes as a file; everything else is text. Nothing was changed.',
    });
    expect(await stage.refusal('personality set vesper tagline')).toMatchObject({ code: 'invalid-option', field: 'value' });
    expect(await stage.complete('personality set', { option: 'field', typed: 'por' })).toEqual(['portrait']);
    expect(await stage.complete('personality set', { option: 'value', args: { field: 'portrait' } })).toEqual(['unset']);
  });

  it('typed for an older revision goes on top of the newer one', async () => {
    await submit(await edit(), { portrait: file(png) }, true);
    await stage.say('personality set vesper pronouns they/them');
    await stage.say('personality set vesper humor 3');
    expect(fieldIn(await edit(), 'portrait')?.value).toBe(shownAs('PNG', png));
    await stage.say('personality edit vesper save');
    // A form that came back too late leaves its picture too.
    const late = await edit();
    await stage.say('personality set vesper humor 4');
    const values = { portrait: file(gif) };
    await stage.refusal('personality edit', { args: late.submit.args, form: { values, revision: late.revision, isPartial: false } });
    expect(fieldIn(await edit(), 'portrait')?.value).toBe(shownAs('GIF', gif));
    await submit(await edit(), {});
    await stage.say('personality edit vesper save');
    expect((await show())[0]?.bytes).toEqual(gif);
  });

  it('of a shipped one is in its copy, and in the store from then on', async () => {
    const hash = hashOf(png);
    const seen = shippedPersonality({ id: 'seen', name: 'Seen', portrait: { hash, mime: 'image/png' } });
    stage = createStudioStage([seen], { portraits: new Map([[hash, { mime: 'image/png', bytes: png }]]) });
    expect(filesOf(await stage.say('personality show seen'))[0]?.bytes).toEqual(png);
    expect(await isKept(png)).toBe(false);
    await stage.say('personality set seen tagline mine');
    expect(await isKept(png)).toBe(true);
    expect(filesOf(await stage.say('personality show seen'))).toHaveLength(1);
  });

  it('travels with an export and comes back with an import, as the same bytes once', async () => {
    await stage.say('personality set vesper portrait', { args: { file: file(png) } });
    const exported = await stage.say('personality export vesper');
    const xml = exported.kind === 'text' ? (exported.files?.[0]?.text ?? '') : '';
    expect(xml).toContain(`<portrait type="image/png">${Buffer.from(png).toString('base64')}</portrait>`);
    // The same person's file again: nothing is different. Without its portrait it is another revision.
    expect(textIn(await stage.say('personality import', { args: { file: xml } }))).toContain('Vesper is at revision 2.');
    await stage.say('personality import', { args: { file: xml.replace(/<portrait.*<\/portrait>/, '') } });
    expect(await show()).toEqual([]);
    await stage.say('personality import', { args: { file: xml } });
    expect((await show())[0]?.bytes).toEqual(png);
    const other = createStudioStage([mia]);
    await other.say('personality import', { args: { file: xml } });
    expect(filesOf(await other.say('personality show vesper'))).toEqual([{ name: 'vesper.png', mime: 'image/png', bytes: png }]);
  });

  it('that is broken in a file is refused with its place, and nothing is imported', async () => {
    const refused = await stage.refusal('personality import', {
      args: { file: '<personality>\n <name>A</name>\n <portrait type="image/png">iVBORw0KGgoAAAAA</portrait>\n</personality>' },
    });
    expect(refused.text).toBe('XML line 3, column 2: <portrait> holds a picture that is broken or cut off. Nothing was imported.');
  });

  it('sent for an import is no personality', async () => {
    expect((await stage.refusal('personality import', { args: { file: file(png) } })).text).toContain('no character data');
  });
});
