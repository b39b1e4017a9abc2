// As in the whole bot: another HTTP client of the process must not get between the SDK and a file.
import 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discordCommands } from '../../../../test/fakes/discord-commands.ts';
import { type DiscordStage, startDiscordStage } from '../../../../test/fakes/discord-stage.ts';
import { gif, png, pngOf } from '../../../../test/fakes/picture-samples.ts';
import { answerOf } from '../../../../test/fakes/sample-outgoing.ts';
import { type DiscordTwin, startDiscord } from '../../../../test/twins/discord/discord-twin.ts';
import { readPictureText } from '../../../core/answers/file-text.ts';
import type { Field, Form } from '../../../core/answers/form.ts';
import type { Json } from '../../../core/answers/json.ts';
import type { InboundEvent } from '../../../core/events/inbound-event.ts';

let twin: DiscordTwin;
let stage: DiscordStage;
beforeEach(async () => {
  twin = await startDiscord();
  stage = await startDiscordStage(twin, { commands: discordCommands });
});
afterEach(async () => {
  await stage.platform.stop();
  await twin.close();
});

const field = (id: string, more: Partial<Field> = {}): Field => ({ id, label: id, help: '', kind: 'line', limits: {}, ...more });
const portrait = field('portrait', { kind: 'file', limits: { picture: true } });
const formOf = (id: string, ...sections: readonly (readonly Field[])[]): Form => ({
  id,
  revision: 1,
  title: 'Juno',
  sections: sections.map((fields, index) => ({ title: `Part ${index + 1}`, fields })),
  submit: { command: 'personality edit', args: {} },
  again: 'personality edit juno',
});
const file = (name: string, bytes: Uint8Array) => ({ name, contentType: 'image/png', bytes });

/** The engine in small: shows the form, says `Done.` to a whole one. */
function answers(form: Form, second?: Form): void {
  let whole = 0;
  stage.onEvent = async (event) => {
    const target = { room: event.room };
    if (event.kind !== 'formSubmitted') await stage.platform.presentForm?.(target, form, { to: event.id, key: form.id });
    else if (event.isPartial !== true) {
      whole += 1;
      if (second !== undefined && whole === 1) await stage.platform.presentForm?.(target, second, { to: event.id, key: second.id });
      else await stage.platform.send(target, answerOf(event.id, 'Done.', { isPrivate: true }), `k-${event.id}`);
    }
  };
}

const valuesOf = (event: InboundEvent): Readonly<Record<string, Json>> => (event.kind === 'formSubmitted' ? event.values : {});
/** The bytes that were handed over; undefined: none. */
function bytesIn(event: InboundEvent): Uint8Array | undefined {
  const read = readPictureText(String(valuesOf(event)['portrait'] ?? ''));
  return read?.ok === true ? read.picture.bytes : undefined;
}

describe('a portrait in a window', () => {
  it('is asked for as a picture file, and handed over byte for byte with the submit that brought it', async () => {
    answers(formOf('one', [field('tagline'), portrait]));
    const ada = twin.user('ada');
    const modal = await ada.in(twin.guild('Den').channel('lore')).slash('personality edit').modal;
    expect(modal.data.components[1]).toMatchObject({
      component: { type: 19, required: false, min_values: 0, max_values: 1, file_types: ['.png', '.jpg', '.jpeg', '.webp', '.gif'] },
    });
    await ada.submits(modal, { tagline: 'dry', portrait: [file('juno.png', png)] });
    const came = await stage.heard('formSubmitted');
    expect(bytesIn(came)).toEqual(png);
    expect(valuesOf(came)).toMatchObject({ tagline: 'dry' });
    twin.noRefusals();
  });

  it('is what its bytes are, whatever its name says', async () => {
    answers(formOf('one', [field('tagline'), portrait]));
    const ada = twin.user('ada');
    const modal = await ada.in(twin.guild('Den').channel('lore')).slash('personality edit').modal;
    await ada.submits(modal, { portrait: [file('juno.png', gif)] });
    expect(valuesOf(await stage.heard('formSubmitted'))['portrait']).toMatch(/^data:image\/gif;/);
  });

  it('of a panel is said there, sent once, and left alone by what is sent later', async () => {
    answers(formOf('many', [field('tagline', { value: 'old' }), portrait], [field('pronouns')]));
    const ada = twin.user('ada');
    const den = ada.in(twin.guild('Den').channel('lore'));
    const panel = await den.slash('personality edit').reply;
    await ada.submits(await ada.clicks('Part 1', { on: panel }).modal, { tagline: 'dry', portrait: [file('juno.png', png)] });
    expect(bytesIn(await stage.heard('formSubmitted'))).toEqual(png);
    await den.sees('portrait: PNG, 1 KB');
    await ada.submits(await ada.clicks('Part 2', { on: panel }).modal, { pronouns: 'she/her' });
    await ada.clicks('Save', { on: panel });
    const saved = valuesOf(await stage.heard('formSubmitted', 3));
    expect(saved).toMatchObject({ tagline: 'dry', pronouns: 'she/her' });
    // The engine has it in its draft: not sent is not changed.
    expect(saved).not.toHaveProperty('portrait');
    await den.sees('Done.');
    expect([...stage.kept.values()].join()).not.toContain('base64');
    twin.noRefusals();
  });

  it.each([
    ['no picture', new Uint8Array(Buffer.from('hello')), 'It must be a picture: PNG, JPEG, WebP or GIF.'],
    ['too large', pngOf(1024 * 1024 + 1), '1,025 KB, 1,024 fit.'],
    ['far too large', pngOf(5 * 1024 * 1024), '5,120 KB, 1,024 fit.'],
    ['cut off', png.subarray(0, 50), 'The picture is broken, or its end is missing.'],
  ])('that is %s is said at once; every text is kept; Fix takes another one', async (_, bytes, fault) => {
    answers(formOf('many', [field('tagline'), portrait], [field('pronouns')]));
    const ada = twin.user('ada');
    const den = ada.in(twin.guild('Den').channel('lore'));
    const panel = await den.slash('personality edit').reply;
    await ada.submits(await ada.clicks('Part 1', { on: panel }).modal, { tagline: 'dry', portrait: [file('juno.png', bytes)] });
    await den.sees(fault);
    expect(bytesIn(await stage.heard('formSubmitted'))).toBeUndefined();
    // What was refused is not saved around.
    expect((await ada.clicks('Save', { on: panel }).reply).text).toContain('portrait needs a look first');
    const fix = await ada.clicks('Fix one field', { on: panel }).modal;
    expect(fix.fields).toEqual(['portrait']);
    await ada.submits(fix, { portrait: [file('other.png', png)] });
    expect(bytesIn(await stage.heard('formSubmitted', 2))).toEqual(png);
    await den.sees('portrait: PNG, 1 KB');
    expect(panel.labels).toEqual(['Part 1', 'Part 2', 'Save']);
    await ada.clicks('Save', { on: panel });
    expect(valuesOf(await stage.heard('formSubmitted', 3))).toMatchObject({ tagline: 'dry' });
    twin.noRefusals();
  });

  it('at fault can be done without: Fix without a file', async () => {
    answers(formOf('many', [field('tagline'), portrait], [field('pronouns')]));
    const ada = twin.user('ada');
    const den = ada.in(twin.guild('Den').channel('lore'));
    const panel = await den.slash('personality edit').reply;
    const bad = file('juno.png', new Uint8Array(9));
    await ada.submits(await ada.clicks('Part 1', { on: panel }).modal, { tagline: 'dry', portrait: [bad] });
    await den.sees('It must be a picture');
    await ada.submits(await ada.clicks('Fix one field', { on: panel }).modal, {});
    await stage.heard('formSubmitted', 2);
    await den.sees('portrait: (empty)');
    await ada.clicks('Save', { on: panel });
    const saved = valuesOf(await stage.heard('formSubmitted', 3));
    expect(saved).toMatchObject({ tagline: 'dry' });
    expect(saved).not.toHaveProperty('portrait');
    await den.sees('Done.');
    twin.noRefusals();
  });

  it('of a form of one section goes on to the engine, fault or not, and comes back to be fixed', async () => {
    const again = formOf('again', [field('name', { value: 'Vesper' }), { ...portrait, fault: 'That is none.' }]);
    answers(formOf('one', [field('name'), portrait]), again);
    const ada = twin.user('ada');
    const den = ada.in(twin.guild('Den').channel('lore'));
    const modal = await den.slash('personality edit').modal;
    const panel = await ada.submits(modal, { name: 'Vesper', portrait: [file('v.png', new Uint8Array(3))] }).reply;
    expect(valuesOf(await stage.heard('formSubmitted'))).toEqual({ name: 'Vesper', portrait: 'v.png\n3' });
    expect(panel.text).toContain('portrait: That is none.');
    await ada.submits(await ada.clicks('Fix one field', { on: panel }).modal, { portrait: [file('v.png', png)] });
    const second = await stage.heard('formSubmitted', 2);
    expect(valuesOf(second)).toMatchObject({ name: 'Vesper' });
    expect(bytesIn(second)).toEqual(png);
    await den.sees('Done.');
    twin.noRefusals();
  });

  it('sent in after a restart is handed over all the same', async () => {
    answers(formOf('one', [field('tagline'), portrait]));
    const ada = twin.user('ada');
    const modal = await ada.in(twin.guild('Den').channel('lore')).slash('personality edit').modal;
    await stage.platform.stop();
    stage = await startDiscordStage(twin, { commands: discordCommands, kept: stage.kept });
    answers(formOf('one', [field('tagline'), portrait]));
    await ada.submits(modal, { portrait: [file('juno.png', png)] });
    expect(bytesIn(await stage.heard('formSubmitted'))).toEqual(png);
  });
});

describe('a portrait elsewhere', () => {
  it('comes with a command as an attachment', async () => {
    const ada = twin.user('ada');
    const den = ada.in(twin.guild('Den').channel('lore'));
    den.slash('personality import', { file: file('j.png', png) });
    const came = await stage.heard('command');
    const read = came.kind === 'command' ? readPictureText(String(came.call.args['file'])) : undefined;
    expect(read?.ok === true && read.picture.bytes).toEqual(png);
  });

  it('is shown as an attachment under the card, byte for byte', async () => {
    stage.onEvent = async (event) => {
      const files = [{ name: 'juno.png', mime: 'image/png', base64: Buffer.from(png).toString('base64') }];
      const answer = { kind: 'text', body: 'Juno · dry', files } as const;
      await stage.platform.send({ room: event.room }, answerOf(event.id, '', { answer }), `k-${event.id}`);
    };
    const ada = twin.user('ada');
    const reply = await ada.in(twin.guild('Den').channel('lore')).slash('help').reply;
    expect(reply.content).toBe('Juno · dry');
    const [shown] = reply.raw.attachments;
    expect(shown).toMatchObject({ filename: 'juno.png', content_type: 'image/png', size: png.length });
    expect(new Uint8Array(await (await fetch(shown?.url ?? '')).arrayBuffer())).toEqual(png);
    twin.noRefusals();
  });
});
